import { KEY } from '../../paying-tool.mjs'

export default {
  about: 'a run of 20 MB that is paused here and resumed by another runtime',
  outcomes: ['ok'],
  async run({ open, library, statusOf }) {
    const [here, there] = [0, 1].map(() =>
      open({
        typeCheck: false,
        snapshots: { key: KEY },
        tools: {
          ask: library.tool({ input: {}, needsApproval: true, execute: async () => 1 }),
        },
      }),
    )
    const paused = await here.execute('x = [b"x" * 20_000_000]\nawait ask()\nlen(x)').outcome
    if (paused.status !== 'paused') return statusOf(paused)
    const approved = paused.pending.map(({ callId }) => ({ callId, action: 'approve' }))
    return statusOf(await there.resume(paused.token, approved).outcome)
  },
}
