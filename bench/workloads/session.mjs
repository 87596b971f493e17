import assert from 'node:assert'

export default {
  name: 'session',
  title: 'a new session with one feed',
  check: (result) => assert.equal(result, 2),
  remote: ['pool', 'engine'],
  implementations: {
    'monty-node':
      ({ MontySession }) =>
      () => {
        const session = new MontySession()
        const result = session.feed('1+1')
        session.dispose()
        return result
      },
    peer:
      ({ MontyRepl }) =>
      () =>
        new MontyRepl().feed('1+1'),
    pyodide:
      ({ run }) =>
      () =>
        run('1+1'),
    quickjs:
      ({ run }) =>
      () =>
        run('1+1'),
  },
}
