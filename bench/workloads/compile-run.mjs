import assert from 'node:assert'

export default {
  name: 'compile-run',
  title: 'compile and run `1+1`',
  check: (result) => assert.equal(result, 2),
  remote: ['pool', 'engine', 'crate'],
  implementations: {
    'monty-node':
      ({ Monty }) =>
      () =>
        new Monty('1+1').run(),
    peer:
      ({ Monty }) =>
      () =>
        new Monty('1+1').run(),
    pyodide:
      ({ run }) =>
      () =>
        run('1+1'),
    quickjs:
      ({ run }) =>
      () =>
        run('1+1'),
    v8:
      ({ vm }) =>
      () =>
        vm.runInNewContext('1+1'),
  },
}
