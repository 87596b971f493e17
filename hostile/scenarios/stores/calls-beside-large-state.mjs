import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'sixty cheap calls of a run of eighty megabytes that a store keeps',
  outcomes: ['ok', 'memory'],
  async run({ open, library, statusOf }) {
    const store = new library.MemoryStore()
    const look = library.tool({ input: {}, execute: async () => 1 })
    const runtime = open({
      tools: { look, pay: payingTool(library, []) },
      snapshots: { key: KEY, store },
    })
    const began = performance.now()
    const outcome = await runtime.execute(
      'x = list(range(900_000))\nfor i in range(60):\n    await look()\nlen(x)',
    ).outcome
    const took = performance.now() - began
    return took > 6_000 ? `took ${Math.round(took)} ms` : statusOf(outcome)
  },
}
