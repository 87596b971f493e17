export default {
  about: 'arguments of calls that nobody awaits',
  outcomes: ['memory'],
  run: ({ run }) =>
    run('s = "x" * 20_000_000\n[f(s) for i in range(900)]', {
      externalFunctions: { f: async () => 1 },
    }),
}
