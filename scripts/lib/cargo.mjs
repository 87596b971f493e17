// Runs Cargo with the same settings everywhere, so that the build, the tests and the lints share
// their artefacts.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cargoTargetDir } from './paths.mjs'
import { run } from './run.mjs'
import { settleSourceTimes } from './source-times.mjs'

/** The folder for napi-derive's type definitions during compilation. */
export const typeDefDir = join(cargoTargetDir, 'monty-node-typedefs')

/**
 * The addon's build script watches this variable: a new value recompiles the addon, and so its
 * typings.
 */
const forceTypings = { NAPI_FORCE_BUILD_MONTY_NODE: String(Date.now()) }

/** Runs Cargo. `rust` comes from findRust(); `env` adds environment variables. */
export function runCargo(rust, args, env = {}) {
  mkdirSync(typeDefDir, { recursive: true })
  const typings = existsSync(join(typeDefDir, 'monty-node')) ? {} : forceTypings
  const given = { ...cargoEnv(rust), ...typings, ...env }
  settleSourceTimes(given.CARGO_TARGET_DIR)
  return run('cargo', args, { env: given })
}

function cargoEnv(rust) {
  // Always the same folder: the addon's build script runs again whenever this value changes.
  const folders = { CARGO_TARGET_DIR: cargoTargetDir, NAPI_TYPE_DEF_TMP_FOLDER: typeDefDir }
  // These crates handle failed allocations, which stable compilers only allow with this variable.
  const allowance = rust.preview ? {} : { RUSTC_BOOTSTRAP: 'monty_engine,monty_checker' }
  return { ...rust.env, ...folders, ...allowance }
}
