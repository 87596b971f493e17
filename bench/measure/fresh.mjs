import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { summaries } from './alternate.mjs'

const execute = promisify(execFile)

/**
 * Runs a script of `fresh/` in new processes, the contenders in turn: what each measure came to by
 * contender, and by contender why it cannot do this.
 */
export async function measureFresh({ script, measures }, ids, rounds) {
  const told = Object.fromEntries(ids.map((id) => [id, []]))
  const failed = {}
  for (let round = 0; round < rounds; round++) {
    for (const id of ids.filter((each) => !(each in failed))) {
      try {
        told[id].push(await runScript(script, id))
      } catch (error) {
        failed[id] = error.message
      }
    }
  }
  const able = ids.filter((id) => !(id in failed))
  const samplesOf = (name) =>
    Object.fromEntries(able.map((id) => [id, told[id].map((measured) => measured[name])]))
  const measured = measures.map(({ name }) => [name, summaries(samplesOf(name))])
  return { measured: Object.fromEntries(measured), failed }
}

async function runScript(script, id) {
  const file = fileURLToPath(new URL(`../fresh/${script}.mjs`, import.meta.url))
  const { stdout } = await execute(process.execPath, ['--expose-gc', file, id])
  return JSON.parse(stdout)
}
