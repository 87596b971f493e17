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
  about: 'one token in fifty spellings',
  outcomes: ['ok'],
  async run({ open, library }) {
    const paid = []
    const runtime = open({ tools: { pay: pay(library, paid) }, snapshots: { key: KEY } })
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
