export default {
  about: 'arguments of 400,000 small values again and again',
  outcomes: ['duration', 'hostCalls', 'memory'],
  run: ({ run }) =>
    run('x = [i % 100 for i in range(400_000)]\nwhile True:\n    f(x)', {
      externalFunctions: { f: () => 1 },
    }),
}
