import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'a store that takes half a second for each operation',
  outcomes: ['ok', 'timeout'],
  async run({ open, library, statusOf }) {
    const inner = new library.MemoryStore()
    const store = Object.fromEntries(
      ['put', 'claim', 'consume', 'release', 'read', 'list'].map((name) => [
        name,
        async (...args) => {
          await new Promise((resolve) => setTimeout(resolve, 500))
          return inner[name](...args)
        },
      ]),
    )
    const look = library.tool({ input: {}, execute: async () => 1 })
    const runtime = open({
      timeoutMs: 8_000,
      tools: { look, pay: payingTool(library, []) },
      snapshots: { key: KEY, store },
    })
    return statusOf(await runtime.execute('for i in range(30):\n    await look()').outcome)
  },
}
