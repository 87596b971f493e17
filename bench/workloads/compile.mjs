import assert from 'node:assert'
import { program } from './program.mjs'

const code = program('agent')

export default {
  name: 'compile',
  title: 'compile a program of 40 lines',
  check: assert.ok,
  remote: ['engine', 'crate'],
  implementations: {
    'monty-node':
      ({ Monty }) =>
      () =>
        new Monty(code),
    peer:
      ({ Monty }) =>
      () =>
        new Monty(code),
    pyodide:
      ({ compile }) =>
      () => {
        compile(code).destroy()
        return true
      },
  },
}
