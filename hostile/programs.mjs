import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { families } from './families.mjs'

const own = fileURLToPath(new URL('programs', import.meta.url))
const shared = process.env.MONTY_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url))

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
      const { class: kind, outcomes: known, inProcessMayBlock } = outcomes[name]
      // What was refused when its outcomes were written down may run by now, up to the limit of its class.
      const may = known.includes('syntax') && kind === 'memory' ? [...known, 'memory'] : known
      return { name, code, class: kind, outcomes: may, inProcessMayBlock }
    })
}
