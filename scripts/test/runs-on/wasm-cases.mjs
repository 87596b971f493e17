// The cases of `__test__/wasm/suite`, for all platforms with WebAssembly.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hostilePrograms } from '../../../hostile/programs.mjs'
import { root } from '../../lib/paths.mjs'
import { putAwayNatively } from './wasm-native.mjs'

const shared = resolve(root, process.env.MONTY_SHARED || '../shared')

/** All cases, as data. */
export async function wasmCases() {
  const given = join(shared, 'programs')
  return {
    programs: pairsIn(existsSync(given) ? given : join(root, 'examples', 'demo', 'programs')),
    scripts: pairsIn(join(root, '__test__', 'language', 'agent')),
    hostile: hostilePrograms()
      .filter(({ class: kind }) => ['memory', 'recursion', 'deep structures'].includes(kind))
      // Only isolation can end a program that blocks the thread in one operation.
      .filter(({ inProcessMayBlock }) => inProcessMayBlock === false)
      .map(({ name, code, outcomes }) => ({ name, code, outcomes })),
    snapshots: await putAwayNatively(),
  }
}

/** Sources with a JSON file of the same name. */
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
