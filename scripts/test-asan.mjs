// `npm run test:asan`: the engine's tests, random programs among them, under the address sanitizer.
// It needs a nightly toolchain of rustup; the first build takes some minutes.
//
//   node scripts/test-asan.mjs [arguments of cargo test]
import { join } from 'node:path'
import { cacheDir } from './paths.mjs'
import { exitWithItsCode, run } from './run.mjs'
import { findSanitizer, sanitizerOptions } from './sanitizer.mjs'

/** A folder of its own: these artefacts are of no use to any other build. */
const target = join(cacheDir, 'asan')

await exitWithItsCode(async () => {
  const { missing, env, triple, flag } = findSanitizer()
  if (missing) {
    console.log(`Skipped: ${missing}`)
    return
  }
  await run(
    'cargo',
    [
      'test',
      '--profile',
      'asan',
      '--target',
      triple,
      '--package',
      'monty-engine',
      '--features',
      'corosensei/sanitizer',
      '--test',
      'engine',
      '--test',
      'fuzz',
      ...process.argv.slice(2),
    ],
    {
      env: {
        ...env,
        CARGO_TARGET_DIR: target,
        RUSTFLAGS: flag,
        ASAN_OPTIONS: sanitizerOptions.join(':'),
      },
    },
  )
})
