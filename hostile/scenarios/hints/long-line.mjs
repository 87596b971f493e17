export default {
  about: 'one line of 250 KB, with an error at its end',
  outcomes: ['error', 'type', 'syntax', 'unsupported'],
  run: ({ execute }) => execute(`x = [${'a.b(c=1), '.repeat(25_000)}]`),
}
