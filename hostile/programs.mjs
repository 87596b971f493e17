import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { families } from './families.mjs'

const own = fileURLToPath(new URL('programs', import.meta.url))
const shared = process.env.MONTY_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url))

/** Programs that were refused when their outcomes were written down, and what they come to since they run. */
const RUN_BY_NOW = {
  // `from decimal import *`
  'mem_dec2.py': { outcomes: ['memory'] },
  // Exceptions that derive from others.
  'exc_repr.py': { outcomes: ['duration', 'memory', 'timeout', 'error', 'recursion'] },
  // Objects with an order of their own.
  'sort_cmp.py': { outcomes: ['ok', 'duration', 'timeout'] },
}

/**
 * Every hostile program: those that came with the project where they are at hand, our own, and
 * the families. Each has `name`, `class`, `code`, `outcomes` and `inProcessMayBlock`.
 */
export function hostilePrograms() {
  const given = join(shared, 'hostile')
  return [...(existsSync(given) ? folder(given) : []), ...folder(own), ...families()]
}

function folder(path) {
  const outcomes = JSON.parse(readFileSync(join(path, 'outcomes.json'), 'utf8'))
  return readdirSync(path)
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => {
      if (outcomes[name] === undefined) throw new Error(`outcomes.json lacks ${name}`)
      const code = readFileSync(join(path, name), 'utf8')
      return Object.assign({ name, code }, outcomes[name], RUN_BY_NOW[name])
    })
}
