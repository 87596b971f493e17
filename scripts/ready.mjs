// `npm run ready`, the gate: all checks that a change must pass before it lands.
//
//   node scripts/ready.mjs [--release]    (--release also enforces the glibc floor)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { glibcFloor } from './build/glibc-floor.mjs'
import { installDependencies } from './lib/install-dependencies.mjs'
import { runScript, runTool } from './lib/run.mjs'
import { runSteps } from './lib/steps.mjs'
import { testTotals } from './test/totals.mjs'

const { values } = parseArgs({ options: { release: { type: 'boolean' } } })
const reports = mkdtempSync(join(tmpdir(), 'monty-node-ready-'))
const testReport = join(reports, 'vitest.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${testReport}`]

const failed = await runSteps([
  { name: 'dependencies', run: installDependencies, required: true },
  { name: 'format', run: () => runScript('check/format.mjs', ['--check']) },
  { name: 'lint', run: () => runTool('oxlint', []) },
  { name: 'rules', run: () => runScript('check/rules.mjs') },
  { name: 'addon', run: () => runScript('build/addon.mjs', addonArgs()), required: true },
  { name: 'types', run: () => runTool('typescript', ['--noEmit'], { command: 'tsc' }) },
  { name: 'dist', run: () => runScript('build/typescript.mjs'), required: true },
  { name: 'drift', run: () => runScript('check/drift.mjs') },
  { name: 'clippy', run: () => runScript('check/lint-rust.mjs') },
  { name: 'tests', run: () => runScript('test/vitest.mjs', reporters) },
  { name: 'package', run: () => runScript('check/package.mjs') },
  { name: 'packed', run: () => runScript('test/packed.mjs') },
  ...(process.env.CI ? slices().map(unlessLate) : []),
  {
    name: 'glibc',
    run: () => runScript('check/glibc.mjs', values.release ? ['--max', glibcFloor] : []),
  },
])

if (failed > 0) process.exitCode = 1
const totals = testTotals(testReport)
rmSync(reports, { recursive: true })
// Logs may be truncated to their end: repeat the important lines there.
for (const failure of totals.failures) console.log(`failed: ${failure}`)
// CI reads this line: it must stay the last one, alone.
console.log(
  `${totals.passed} passed, ${totals.failed} failed` +
    (totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''),
)

/** Short versions of the jobs in `.github/workflows/trust.yml`, if there is a nightly toolchain. */
function slices() {
  const bounded = ['--build-minutes', '8']
  const kept = { keepLines: 15 }
  return [
    { name: 'asan', run: () => runScript('test/asan.mjs', ['--slice', ...bounded], kept) },
    {
      name: 'fuzz',
      run: () => runScript('test/fuzz-cargo.mjs', ['--seconds', '15', ...bounded], kept),
    },
  ]
}

/** Skips a step on a slow machine without artefacts; the weekly run covers it. */
function unlessLate({ name, run }) {
  const minutes = 25
  const runUnlessLate = async () => {
    if (process.uptime() < minutes * 60) await run()
    else console.log(`Skipped: what came before took more than ${minutes} minutes`)
  }
  return { name, run: runUnlessLate }
}

function addonArgs() {
  return ['--keep-typings', ...(values.release ? ['--release'] : [])]
}
