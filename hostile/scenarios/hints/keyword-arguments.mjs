export default {
  about: 'forty thousand arguments named like keywords',
  outcomes: ['syntax'],
  run: ({ execute }) => execute(`f(${'class=1, '.repeat(25_000)})`),
}
