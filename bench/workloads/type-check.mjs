import assert from 'node:assert'
import { program } from './program.mjs'

const code = program('agent')

export default {
  name: 'type-check',
  title: 'type-check a program of 40 lines, warm',
  check: (result) => assert.equal(result, undefined),
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty }) {
      const monty = new Monty(code)
      return () => monty.typeCheck()
    },
    peer({ Monty }) {
      const monty = new Monty(code)
      return () => monty.typeCheck()
    },
  },
}
