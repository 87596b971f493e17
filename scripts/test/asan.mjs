// `npm run test:asan`: the engine's tests, random programs among them, under the address sanitizer.
// It needs a nightly toolchain of rustup; the first build takes some minutes. A slice leaves out the
// tests that hold the engine to milliseconds, which a sanitizer on a busy machine does not keep.
//
//   node scripts/test/asan.mjs [--slice] [--build-minutes 10] [-- arguments of the tests]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cacheDir } from '../lib/paths.mjs'
import { exitWithItsCode, run } from '../lib/run.mjs'
import { buildWithin, findSanitizer, sanitizerOptions } from './sanitizer.mjs'

/** A folder of its own: these artefacts are of no use to any other build. */
const target = join(cacheDir, 'asan')
const timed = ['compile_time::', 'limits::', 'sessions::', 'slices::']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { slice: { type: 'boolean' }, 'build-minutes': { type: 'string' } },
})

await exitWithItsCode(async () => {
  const { missing, env, triple, flag } = findSanitizer()
  if (missing) {
    console.log(`Skipped: ${missing}`)
    return
  }
  const what = ['--package', 'monty-engine', '--test', 'engine', '--test', 'fuzz']
  const how = ['--profile', 'asan', '--target', triple, '--features', 'corosensei/sanitizer']
  const test = ['test', ...what, ...how]
  const sanitized = {
    ...env,
    CARGO_TARGET_DIR: target,
    RUSTFLAGS: flag,
    ASAN_OPTIONS: sanitizerOptions.join(':'),
  }
  const minutes = values['build-minutes']
  if (!(await buildWithin(minutes && Number(minutes), [...test, '--no-run'], sanitized))) return
  const skipped = values.slice ? timed.flatMap((module) => ['--skip', module]) : []
  await run('cargo', [...test, '--', ...skipped, ...positionals], { env: sanitized })
})
