// `npm run test:asan`: the engine's tests, including random programs, with the address sanitizer.
// It needs a nightly toolchain of rustup; the first build takes some minutes. A slice omits the
// tests that hold the engine to milliseconds, which a sanitizer on a busy machine cannot meet.
//
//   node scripts/test/asan.mjs [--slice] [--build-minutes 10] [-- arguments of the tests]
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cacheDir } from '../lib/paths.mjs'
import { exitWithItsCode, run } from '../lib/run.mjs'
import { buildWithin, findSanitizer, sanitizerOptions } from './sanitizer.mjs'

/** A separate folder: no other build can use these artefacts. */
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
