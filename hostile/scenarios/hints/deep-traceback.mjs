export default {
  about: 'an exception from nine hundred frames down',
  outcomes: ['error', 'recursion'],
  run: ({ execute }) =>
    execute('def f(n):\n    if n:\n        f(n - 1)\n    raise ValueError("x" * 10_000)\nf(900)', {
      typeCheck: false,
    }),
}
