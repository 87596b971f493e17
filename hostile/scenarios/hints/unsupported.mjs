export default {
  about: 'the first hint of a process: unsupported',
  outcomes: ['unsupported', 'type'],
  run: ({ execute }) => execute('import numpy\nimport pandas', { typeCheck: false }),
}
