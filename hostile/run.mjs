// `npm run hostile`: every hostile program and scenario, each in a process of its own, in every mode.
//
//   node hostile/run.mjs [--part programs|scenarios] [--mode in-process|sync|isolated] [--only <text>] [--verbose]
//
// MONTY_SHARED names the folder of the programs that came with the project, ../shared by default.
import { parseArgs } from 'node:util'
import { buildTypeScript } from '../scripts/build/typescript.mjs'
import { hostilePrograms } from './programs.mjs'
import { hostileScenarios, playScenarios, scenarioReport } from './scenarios.mjs'
import { modes, report, runSuite } from './suite.mjs'

const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    mode: { type: 'string', multiple: true },
    only: { type: 'string' },
    verbose: { type: 'boolean' },
  },
})

const isChosen = ({ name }) => name.includes(values.only ?? '')
const onResult = values.verbose ? console.log : undefined
await buildTypeScript()
let failed = 0
for (const mode of values.mode ?? modes) {
  if (values.part !== 'scenarios') {
    const results = await runSuite(hostilePrograms().filter(isChosen), mode, onResult)
    console.log(report(mode, results))
    failed += count(results)
  }
  // None of them is for runs that hold the thread.
  if (values.part !== 'programs' && mode !== 'sync') {
    const isolation = mode === 'isolated' ? 'process' : 'none'
    const results = await playScenarios(
      (await hostileScenarios()).filter(isChosen),
      isolation,
      onResult,
    )
    console.log(scenarioReport(isolation, results))
    failed += count(results)
  }
}

function count(results) {
  return results.filter(({ faults }) => faults.length > 0).length
}

process.exitCode = failed > 0 ? 1 : 0
