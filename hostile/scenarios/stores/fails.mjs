import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'a store that fails at every second operation',
  outcomes: ['ok'],
  async run({ open, library }) {
    const inner = new library.MemoryStore()
    let count = 0
    const store = Object.fromEntries(
      ['put', 'claim', 'consume', 'release', 'read', 'list'].map((name) => [
        name,
        async (...args) => {
          if (count++ % 2 === 1) throw new Error('the store is away')
          return inner[name](...args)
        },
      ]),
    )
    const paid = []
    const runtime = open({
      tools: { pay: payingTool(library, paid) },
      snapshots: { key: KEY, store },
    })
    for (let i = 0; i < 60; i++) {
      const outcome = await runtime.execute(`await pay(${i})`).outcome.catch(() => undefined)
      if (outcome?.status !== 'paused') continue
      const decisions = [{ callId: outcome.pending[0].callId, action: 'approve' }]
      for (let again = 0; again < 4; again++)
        await runtime.resume(outcome.token, decisions).outcome.catch(() => {})
    }
    return new Set(paid).size === paid.length ? 'ok' : 'paid twice'
  },
}
