// Runs Cargo the same way everywhere, so that the build, the tests and the lints share their artefacts.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cargoTargetDir } from './paths.mjs'
import { run } from './run.mjs'
import { settleSourceTimes } from './source-times.mjs'

/** Where napi-derive leaves the addon's type definitions while it compiles. */
export const typeDefDir = join(cargoTargetDir, 'monty-node-typedefs')

/** The addon's build script watches this: a new value compiles the addon, and so its typings, again. */
const forceTypings = { NAPI_FORCE_BUILD_MONTY_NODE: String(Date.now()) }

/** `rust` comes from findRust(); `env` adds to what Cargo sees. */
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
  // These decide what a refused allocation comes to, which stable compilers allow only so.
  const allowance = rust.preview ? {} : { RUSTC_BOOTSTRAP: 'monty_engine,monty_checker' }
  return { ...rust.env, ...folders, ...allowance }
}
