export default {
  about: 'a hundred long programs that are compiled at once',
  outcomes: ['ok'],
  async run({ library, isolation }) {
    const code = (i) => `${i}\n${'x = [1, 2, {"a": 3}]\n'.repeat(4_000)}`
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => library.Monty.create(code(i), { isolation })),
    )
    return 'ok'
  },
}
