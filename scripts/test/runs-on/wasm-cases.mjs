// The cases that `__test__/wasm/suite` runs wherever there is WebAssembly.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hostilePrograms } from '../../../hostile/programs.mjs'
import { root } from '../../lib/paths.mjs'
import { putAwayNatively } from './wasm-native.mjs'

const shared = resolve(root, process.env.MONTY_SHARED || '../shared')

/** All of them, as data. */
export async function wasmCases() {
  const given = join(shared, 'programs')
  return {
    programs: pairsIn(existsSync(given) ? given : join(root, 'examples', 'demo', 'programs')),
    scripts: pairsIn(join(root, '__test__', 'language', 'agent')),
    hostile: hostilePrograms()
      .filter(({ class: kind }) => ['memory', 'recursion', 'deep structures'].includes(kind))
      // A program that holds the thread in one operation is for isolation to end.
      .filter(({ inProcessMayBlock }) => inProcessMayBlock === false)
      .map(({ name, code, outcomes }) => ({ name, code, outcomes })),
    snapshots: await putAwayNatively(),
  }
}

/** Sources that have JSON beside them. */
function pairsIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .toSorted()
    .map((file) => ({
      name: file.slice(0, -'.py'.length),
      code: readFileSync(join(folder, file), 'utf8'),
      json: readFileSync(join(folder, file.replace(/\.py$/, '.json')), 'utf8'),
    }))
}
