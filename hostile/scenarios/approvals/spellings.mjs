import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'one token in fifty spellings',
  outcomes: ['ok'],
  async run({ open, library }) {
    const paid = []
    const runtime = open({ tools: { pay: payingTool(library, paid) }, snapshots: { key: KEY } })
    const { token, pending } = await runtime.execute('await pay(1)').outcome
    const decisions = [{ callId: pending[0].callId, action: 'approve' }]
    const spellings = [
      token,
      ...['=', '\n', ' ', '!', '==', '\0', '%', 'A'].flatMap((text) => [
        token + text,
        text + token,
        token.slice(0, 40) + text + token.slice(40),
      ]),
    ]
    await Promise.all(
      spellings.map((one) => runtime.resume(one, decisions).outcome.catch(() => {})),
    )
    return paid.length === 1 ? 'ok' : `paid ${paid.length} times`
  },
}
