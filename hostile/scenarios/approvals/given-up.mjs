import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'runs that pause are given up, two hundred of them',
  outcomes: ['ok'],
  async run({ open, library }) {
    const paid = []
    const store = new library.MemoryStore()
    const runtime = open({
      tools: { pay: payingTool(library, paid) },
      snapshots: { key: KEY, store },
    })
    for (let i = 0; i < 200; i++) {
      const { token } = await runtime.execute(`await pay(${i})`).outcome
      await runtime.discard(token)
    }
    return paid.length === 0 && (await runtime.pausedRuns()).length === 0
      ? 'ok'
      : 'something is left'
  },
}
