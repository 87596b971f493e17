// Runs and sessions that go from the native engine to the WebAssembly module and back.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../lib/paths.mjs'

const execute = promisify(execFile)
const tsx = join(root, 'node_modules', '.bin', 'tsx')

/** What `__test__/scenarios/moved-snapshots.ts` finds with the native engine. */
async function natively(...args) {
  const scenario = join(root, '__test__', 'scenarios', 'moved-snapshots.ts')
  const { stdout } = await execute(tsx, [scenario, 'native', ...args], { cwd: root })
  return JSON.parse(stdout)
}

/** One of each kind, as base64. */
export const putAwayNatively = () => natively()

/** The kinds of those put away elsewhere that do not go on as they should, with what they came to. */
export async function failedNatively(snapshots) {
  const failed = []
  for (const [kind, bytes] of Object.entries(snapshots)) {
    const found = JSON.stringify(await natively(kind, bytes).catch((error) => error.message))
    if (found !== '["yes",true]') failed.push(`taken up natively, ${kind}: ${found.slice(0, 200)}`)
  }
  return failed
}
