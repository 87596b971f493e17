export default {
  about: 'a million floats as a result, and as an argument',
  outcomes: ['ok'],
  async run({ run }) {
    const floats = '[i * 1.1 for i in range(1_000_000)]'
    const result = await run(floats)
    return result === 'ok' ? run(`f(${floats})\n1`, { externalFunctions: { f: () => 1 } }) : result
  },
}
