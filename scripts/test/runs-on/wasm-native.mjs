// Moves runs and sessions from the native engine to the WebAssembly module and back.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../lib/paths.mjs'

const execute = promisify(execFile)
const tsx = join(root, 'node_modules', '.bin', 'tsx')

/** Runs `__test__/scenarios/moved-snapshots.ts` with the native engine. */
async function natively(...args) {
  const scenario = join(root, '__test__', 'scenarios', 'moved-snapshots.ts')
  const { stdout } = await execute(tsx, [scenario, 'native', ...args], { cwd: root })
  return JSON.parse(stdout)
}

/** One snapshot of each kind, as base64. */
export const putAwayNatively = () => natively()

/** The kinds of snapshots from elsewhere that do not resume correctly, with their results. */
export async function failedNatively(snapshots) {
  const failed = []
  for (const [kind, bytes] of Object.entries(snapshots)) {
    const found = JSON.stringify(await natively(kind, bytes).catch((error) => error.message))
    if (found !== '["yes",true]') failed.push(`taken up natively, ${kind}: ${found.slice(0, 200)}`)
  }
  return failed
}
