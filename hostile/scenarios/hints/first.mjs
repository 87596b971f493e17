export default {
  about: 'the first hint of a process: first',
  outcomes: ['error', 'type'],
  run: ({ execute }) => execute('nothing_here', { typeCheck: false }),
}
