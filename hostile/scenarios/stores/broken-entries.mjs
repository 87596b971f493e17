import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'a store whose entries somebody has changed',
  outcomes: ['ok'],
  async run({ open, library }) {
    const store = new library.MemoryStore()
    const runtime = open({
      tools: { pay: payingTool(library, []) },
      snapshots: { key: KEY, store },
    })
    const { token, pending } = await runtime.execute('await pay(1)').outcome
    for (const { id } of await store.list({ prefix: '' })) {
      await store.put(`${id}x`, Buffer.alloc(1_000_000, 7), { expiresAt: Date.now() + 60_000 })
      await store.put(`a${id}`, Buffer.from('{'), { expiresAt: Date.now() + 60_000 })
    }
    await runtime.pausedRuns()
    const { status } = await runtime.resume(token, [
      { callId: pending[0].callId, action: 'approve' },
    ]).outcome
    return status
  },
}
