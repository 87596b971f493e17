const KEY = 'a secret of thirty-two bytes, no less'

const pay = (library, paid) =>
  library.tool({
    input: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    needsApproval: true,
    execute: async ({ n }) => {
      paid.push(n)
      return n
    },
  })

export default {
  about: 'runs that pause are given up, five hundred of them',
  outcomes: ['ok'],
  async run({ open, library }) {
    const paid = []
    const store = new library.MemoryStore()
    const runtime = open({ tools: { pay: pay(library, paid) }, snapshots: { key: KEY, store } })
    for (let i = 0; i < 200; i++) {
      const { token } = await runtime.execute(`await pay(${i})`).outcome
      await runtime.discard(token)
    }
    return paid.length === 0 && (await runtime.pausedRuns()).length === 0
      ? 'ok'
      : 'something is left'
  },
}
