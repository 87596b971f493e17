// `npm run test:asan`: the engine's tests, random programs among them, under the address sanitizer.
// It needs a nightly toolchain of rustup; the first build takes about half an hour on one core.
//
//   node scripts/test-asan.mjs [arguments of cargo test]
import { join } from 'node:path'
import { cacheDir } from './paths.mjs'
import { ask, exitWithItsCode, run } from './run.mjs'

/** A folder of its own: these artefacts are of no use to any other build. */
const target = join(cacheDir, 'asan')

// The interpreter recurses on stacks that the engine maps; what it leaks after a panic is meant to leak.
const options = ['detect_leaks=0', 'detect_stack_use_after_return=0', 'abort_on_error=1']

await exitWithItsCode(async () => {
  const version = ask('cargo', ['+nightly', '--version'])
  if (version === undefined) {
    console.log('Skipped: there is no nightly toolchain, which the sanitizer needs')
    return
  }
  const triple = /^host: (\S+)$/m.exec(ask('rustc', ['+nightly', '--version', '--verbose']))[1]
  await run(
    'cargo',
    [
      '+nightly',
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
        CARGO_TARGET_DIR: target,
        RUSTFLAGS: '-Zsanitizer=address',
        ASAN_OPTIONS: options.join(':'),
      },
    },
  )
})
