// The floors in Rust: built as the addon is, found where Cargo says.
import { cargoTargetDir } from '../../scripts/lib/paths.mjs'
import { guidedFlags, guidedTargetDir } from '../../scripts/build/guided.mjs'
import { runCargo } from '../../scripts/lib/cargo.mjs'
import { ask } from '../../scripts/lib/run.mjs'
import { findRust } from '../../scripts/lib/rust-toolchain.mjs'

const programs = ['crate_floor', 'engine_floor']

/** The executables by name. `profile` is Cargo's; `guided` takes the recorded one of LLVM's too. */
export async function buildFloors({ profile, guided }) {
  const rust = await findRust()
  const args = ['bench', '--no-run', '--profile', profile, '-p', 'monty-engine']
  args.push(...programs.flatMap((name) => ['--bench', name]))
  const env = guided
    ? { CARGO_TARGET_DIR: guidedTargetDir, RUSTFLAGS: guidedFlags }
    : { CARGO_TARGET_DIR: cargoTargetDir }
  await runCargo(rust, args, env)
  const messages = ask('cargo', [...args, '--message-format', 'json'], {
    env: { ...rust.env, ...env },
  })
  if (messages === undefined) throw new Error('Cargo did not say where the floors are')
  const built = messages
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ reason, executable }) => reason === 'compiler-artifact' && executable)
  return {
    rust: rust.version,
    executables: Object.fromEntries(
      built.map(({ target, executable }) => [target.name, executable]),
    ),
  }
}
