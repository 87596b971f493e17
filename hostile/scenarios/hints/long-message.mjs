export default {
  about: 'an exception with a message of fifty megabytes',
  outcomes: ['error', 'memory'],
  run: ({ execute }) => execute('raise ValueError("x" * 50_000_000)', { typeCheck: false }),
}
