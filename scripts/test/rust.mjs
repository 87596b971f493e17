// Runs the Rust tests. The addon crate has none: its library only links inside Node.
import { runCargo } from '../lib/cargo.mjs'
import { exitWithItsCode } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'

export async function testRust(args = []) {
  const workspace = ['--workspace', '--exclude', 'monty-node']
  await runCargo(await findRust(), ['test', '--profile', 'optimised', ...workspace, ...args])
}

if (process.argv[1] === import.meta.filename)
  await exitWithItsCode(() => testRust(process.argv.slice(2)))
