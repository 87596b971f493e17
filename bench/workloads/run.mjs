import assert from 'node:assert'

export default {
  name: 'run',
  title: 'run `1+1`, compiled once',
  check: (result) => assert.equal(result, 2),
  remote: ['engine', 'crate'],
  implementations: {
    'monty-node'({ Monty }) {
      const monty = new Monty('1+1')
      return () => monty.run()
    },
    peer({ Monty }) {
      const monty = new Monty('1+1')
      return () => monty.run()
    },
    v8({ vm }) {
      const script = new vm.Script('1+1')
      const context = vm.createContext()
      return () => script.runInContext(context)
    },
  },
}
