export default {
  about: 'an int of 100 million bits as a result',
  outcomes: ['ok', 'memory', 'result'],
  run: ({ run }) => run('1 << 100_000_000'),
}
