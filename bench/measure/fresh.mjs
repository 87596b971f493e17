import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { summaries } from './alternate.mjs'

const execute = promisify(execFile)

/** Runs a script of `fresh/` in new processes, the contenders in turn: `{ measure: { id: summary } }`. */
export async function measureFresh({ script, measures }, ids, rounds) {
  const samples = Object.fromEntries(
    measures.map(({ name }) => [name, Object.fromEntries(ids.map((id) => [id, []]))]),
  )
  for (let round = 0; round < rounds; round++) {
    for (const id of ids) {
      const told = await runScript(script, id)
      for (const { name } of measures) samples[name][id].push(told[name])
    }
  }
  return Object.fromEntries(measures.map(({ name }) => [name, summaries(samples[name])]))
}

async function runScript(script, id) {
  const file = fileURLToPath(new URL(`../fresh/${script}.mjs`, import.meta.url))
  const { stdout } = await execute(process.execPath, ['--expose-gc', file, id])
  return JSON.parse(stdout)
}
