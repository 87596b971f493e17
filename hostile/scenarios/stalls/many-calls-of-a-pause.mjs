import { KEY } from '../../paying-tool.mjs'

export default {
  about: 'a run whose calls hold tens of megabytes is paused and resumed',
  outcomes: ['ok'],
  async run({ open, library, statusOf }) {
    const tools = Object.fromEntries(
      [false, true].map((needsApproval) => [
        needsApproval ? 'ask' : 'echo',
        library.tool({
          input: { type: 'object', properties: { x: {} } },
          needsApproval,
          execute: async ({ x }) => x,
        }),
      ]),
    )
    const runtime = open({ typeCheck: false, snapshots: { key: KEY }, tools })
    const code = 'for i in range(80):\n    await echo("x" * 90_000)\nawait ask(1)'
    const paused = await runtime.execute(code).outcome
    if (paused.status !== 'paused') return statusOf(paused)
    const approved = paused.pending.map(({ callId }) => ({ callId, action: 'approve' }))
    return statusOf(await runtime.resume(paused.token, approved).outcome)
  },
}
