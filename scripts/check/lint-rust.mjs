// Runs clippy on every crate, its tests and the fuzz targets, with the lints of Cargo.toml; any warning fails.
import { join } from 'node:path'
import { runCargo } from '../lib/cargo.mjs'
import { exitWithItsCode } from '../lib/run.mjs'
import { root } from '../lib/paths.mjs'
import { findRust, hasCargoCommand } from '../lib/rust-toolchain.mjs'

await exitWithItsCode(async () => {
  const rust = await findRust()
  if (!hasCargoCommand(rust, 'clippy')) {
    console.log(`Skipped: ${rust.label} has no clippy`)
    return
  }
  console.log(
    'Running clippy: seconds when little changed, about 4 minutes from nothing on 2 cores',
  )
  // A single invocation: other arguments would make Cargo check everything again.
  const targets = ['--profile', 'optimised', '--workspace', '--all-targets']
  await runCargo(rust, ['clippy', ...targets, '--', '-D', 'warnings'])
  // The fuzz targets include files of the crates. Checking them needs no libFuzzer, whose build would need a
  // C++ compiler: any file in its place will do.
  const manifest = join(root, 'fuzz', 'Cargo.toml')
  const fuzzing = ['--manifest-path', manifest, '--all-targets', '--locked']
  await runCargo(rust, ['clippy', ...fuzzing, '--', '-D', 'warnings'], {
    CUSTOM_LIBFUZZER_PATH: manifest,
  })
})
