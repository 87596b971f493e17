export default {
  about: 'the first hint of a process: syntax',
  outcomes: ['syntax'],
  run: ({ execute }) => execute('x = (1 +', { typeCheck: false }),
}
