export default {
  about: 'a run of 15 MB that is paused, and resumed',
  outcomes: ['ok'],
  async run({ open, library, statusOf }) {
    const runtime = open({
      typeCheck: false,
      tools: {
        ask: library.tool({ input: {}, needsApproval: true, execute: async () => 1 }),
      },
    })
    const paused = await runtime.execute('x = [b"x" * 15_000_000]\nawait ask()\nlen(x)').outcome
    if (paused.status !== 'paused') return statusOf(paused)
    const approved = paused.pending.map(({ callId }) => ({ callId, action: 'approve' }))
    return statusOf(await runtime.resume(paused.token, approved).outcome)
  },
}
