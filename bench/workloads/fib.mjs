import assert from 'node:assert'
import { program } from './program.mjs'

const code = program('fib')
const javascript = 'function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }; fib(24)'

export default {
  name: 'fib',
  title: '`fib(24)`',
  check: (result) => assert.equal(result, 46_368),
  remote: ['pool', 'engine', 'crate'],
  implementations: {
    'monty-node'({ Monty }) {
      const monty = new Monty(code)
      return () => monty.run()
    },
    peer({ Monty }) {
      const monty = new Monty(code)
      return () => monty.run()
    },
    pyodide:
      ({ run }) =>
      () =>
        run(code),
    quickjs:
      ({ run }) =>
      () =>
        run(javascript),
    v8({ vm }) {
      const script = new vm.Script(javascript)
      return () => script.runInNewContext()
    },
  },
}
