import assert from 'node:assert'
import { readFileSync } from 'node:fs'
import { program } from './program.mjs'

const passes = (result) => assert.equal(result, undefined)
const code = program('agent')

/** What a program costs that was checked before. */
export const again = {
  name: 'type-check',
  title: 'type-check a program of 40 lines, warm',
  check: passes,
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

const stubs = readFileSync(new URL('../programs/tools.pyi', import.meta.url), 'utf8')
// The peer takes them as a prefix to the program, where a function needs a body.
const prefix = stubs.replaceAll(': ...', ': raise NotImplementedError()')
const tools = program('tools')
let written = 0

/** Another program of the same kind: its functions and variables have names that were never seen. */
function another() {
  written++
  return tools.replaceAll(/\b(value_of|by_status|missing|report|reports|row)\b/g, `$1_${written}`)
}

/** What each program costs that a model has just written. */
export const anew = {
  name: 'type-check-new',
  title: 'type-check a new program of 60 lines over 20 tools, warm',
  check: passes,
  remote: [],
  implementations: {
    'monty-node':
      ({ Monty }) =>
      () =>
        new Monty(another()).typeCheck(stubs),
    peer:
      ({ Monty }) =>
      () =>
        new Monty(another()).typeCheck(prefix),
  },
}
