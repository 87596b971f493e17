import assert from 'node:assert'
import { program } from './program.mjs'

const code = program('loop')
const javascript = 'let total = 0; for (let i = 0; i < 1_000_000; i++) total += i; total'

export default {
  name: 'loop',
  title: 'a loop of 10^6',
  check: (result) => assert.equal(result, 499_999_500_000),
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
