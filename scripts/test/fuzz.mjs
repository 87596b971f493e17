// `npm run fuzz`: random programs, messages, values and answers for the engine, then a million
// forged snapshots. MONTY_SEED repeats a failure.
//
//   node scripts/test/fuzz.mjs [--seconds 60] [--cases 1000000]
import { parseArgs } from 'node:util'
import { buildAddon } from '../build/addon.mjs'
import { runCargo } from '../lib/cargo.mjs'
import { exitWithItsCode, runTool } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    cases: { type: 'string', default: '1000000' },
  },
})

await exitWithItsCode(async () => {
  await buildAddon()
  const tests = ['test', '--profile', 'optimised', '-p', 'monty-engine', '--test', 'fuzz']
  await runCargo(await findRust(), [...tests, '--', '--nocapture'], {
    MONTY_FUZZ_SECONDS: values.seconds,
  })
  process.env.MONTY_ENVELOPE_CASES = values.cases
  await runTool('vitest', ['run', '__test__/monty/envelope-property.spec.ts'])
})
