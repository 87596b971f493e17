// `npm run hostile`: every hostile program, each in a process of its own, in every mode.
//
//   node hostile/run.mjs [--mode in-process|sync|isolated] [--only <text>] [--verbose]
//
// MONTY_SHARED names the folder of the programs that came with the project, ../shared by default.
import { parseArgs } from 'node:util'
import { buildTypeScript } from '../scripts/build-ts.mjs'
import { hostilePrograms } from './programs.mjs'
import { modes, report, runSuite } from './suite.mjs'

const { values } = parseArgs({
  options: {
    mode: { type: 'string', multiple: true },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
})

const chosen = hostilePrograms().filter(({ name }) => name.includes(values.only ?? ''))
await buildTypeScript()
let failed = 0
for (const mode of values.mode ?? modes) {
  const results = await runSuite(chosen, mode, values.verbose ? console.log : undefined)
  console.log(report(mode, results))
  failed += results.filter(({ faults }) => faults.length > 0).length
}
process.exitCode = failed > 0 ? 1 : 0
