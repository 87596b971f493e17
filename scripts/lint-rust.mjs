// Clippy, pedantic over every crate, and with its usual lints over the tests; any warning fails.
import { runCargo } from './cargo.mjs'
import { exitWithItsCode } from './run.mjs'
import { findRust, hasCargoCommand } from './rust-toolchain.mjs'

// The documentation lints ask for headings that repeat the types of a private crate.
const excused = [
  'missing_errors_doc',
  'missing_panics_doc',
  'must_use_candidate',
  'module_name_repetitions',
]

await exitWithItsCode(async () => {
  const rust = await findRust()
  if (!hasCargoCommand(rust, 'clippy')) {
    console.log(`Skipped: ${rust.label} has no clippy`)
    return
  }
  console.log(
    'Running clippy: seconds when little changed, about 4 minutes from nothing on 2 cores',
  )
  const levels = [
    '-W',
    'clippy::pedantic',
    ...excused.flatMap((lint) => ['-A', `clippy::${lint}`]),
    '-D',
    'warnings',
  ]
  const clippy = (targets, lints) =>
    runCargo(rust, ['clippy', '--profile', 'optimised', '--workspace', ...targets, '--', ...lints])
  await clippy(['--lib', '--bins', '--benches'], levels)
  await clippy(['--tests'], ['-A', 'clippy::pedantic', '-D', 'warnings'])
})
