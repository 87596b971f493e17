// Formats all files; with --check it only reports unformatted ones.
import { parseArgs } from 'node:util'
import { exitWithItsCode, run, runTool } from '../lib/run.mjs'
import { findRust, hasCargoCommand } from '../lib/rust-toolchain.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })

await exitWithItsCode(async () => {
  await runTool('oxfmt', [values.check ? '--check' : '--write'])
  const rust = await findRust()
  if (!hasCargoCommand(rust, 'fmt')) {
    console.log(`Skipped the Rust files: ${rust.label} has no rustfmt`)
    return
  }
  const check = values.check ? ['--check'] : []
  // The fuzz targets are a separate workspace.
  for (const workspace of [[], ['--manifest-path', 'fuzz/Cargo.toml']])
    await run('cargo', ['fmt', '--all', ...workspace, ...check], { env: rust.env })
})
