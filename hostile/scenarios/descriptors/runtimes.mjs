export default {
  about: 'a hundred runtimes that are opened and closed',
  outcomes: ['ok'],
  async run({ execute }) {
    for (let i = 0; i < 100; i++) await execute('1 + 1', { typeCheck: false })
    return 'ok'
  },
}
