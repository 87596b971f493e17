// Runs clippy on every crate and its tests, with the lints of Cargo.toml; any warning fails.
import { runCargo } from '../lib/cargo.mjs'
import { exitWithItsCode } from '../lib/run.mjs'
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
})
