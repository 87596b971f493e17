export default {
  about: 'two hundred thousand dicts as a result',
  outcomes: ['ok', 'memory', 'result'],
  run: ({ run }) => run('[{"a": i, i: "b"} for i in range(200_000)]'),
}
