import assert from 'node:assert'
import { program } from './program.mjs'

const code = program('paused')
const key = 'a key of the benchmark, 32 bytes long'

export const dump = {
  name: 'dump',
  title: 'dump a paused run',
  check: (result) => assert.ok(result.length > 100),
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty }) {
      const paused = new Monty(code).start()
      return () => paused.dump({ key })
    },
    peer({ Monty }) {
      const paused = new Monty(code).start()
      return () => paused.dump()
    },
  },
}

export const load = {
  name: 'load',
  title: 'load a paused run',
  check: (result) => assert.equal(result.functionName, 'approve'),
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, FunctionSnapshot }) {
      const bytes = new Monty(code).start().dump({ key })
      return () => FunctionSnapshot.load(bytes, { key })
    },
    peer({ Monty, MontySnapshot }) {
      const bytes = new Monty(code).start().dump()
      return () => MontySnapshot.load(bytes)
    },
  },
}
