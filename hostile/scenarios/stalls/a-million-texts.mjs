export default {
  about: 'a million texts as a result',
  outcomes: ['ok', 'memory', 'result'],
  run: ({ run }) => run('[str(i) for i in range(1_000_000)]'),
}
