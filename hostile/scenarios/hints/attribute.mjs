export default {
  about: 'the first hint of a process: attribute',
  outcomes: ['error', 'type'],
  run: ({ execute }) => execute('"".nothing', { typeCheck: false }),
}
