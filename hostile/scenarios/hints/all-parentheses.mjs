export default {
  about: 'a program of nothing but parentheses',
  outcomes: ['syntax'],
  run: ({ execute }) => execute('('.repeat(250_000)),
}
