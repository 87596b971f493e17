export default {
  about: 'a million large integers as a result',
  outcomes: ['ok', 'memory', 'result'],
  run: ({ run }) => run('[(1 << 70) + i for i in range(1_000_000)]'),
}
