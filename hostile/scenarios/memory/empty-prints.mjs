export default {
  about: 'prints of nothing, a million times',
  outcomes: ['ok', 'duration'],
  run: ({ execute }) => execute('for i in range(1_000_000):\n    print(end="")'),
}
