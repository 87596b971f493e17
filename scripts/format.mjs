// Formats everything; with --check it only says what is not formatted.
import { parseArgs } from 'node:util'
import { exitWithItsCode, run, runTool } from './run.mjs'
import { findRust, hasCargoCommand } from './rust-toolchain.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })

await exitWithItsCode(async () => {
  await runTool('oxfmt', [values.check ? '--check' : '--write'])
  const rust = await findRust()
  if (!hasCargoCommand(rust, 'fmt')) {
    console.log(`Skipped the Rust files: ${rust.label} has no rustfmt`)
    return
  }
  await run('cargo', ['fmt', '--all', ...(values.check ? ['--check'] : [])], { env: rust.env })
})
