// Builds the published binaries: fat LTO, and guided by a profile if LLVM's tools fit.
//
//   node scripts/build/release.mjs [--plain] [--keep-typings] [--target <name>] [--zig]
//
// --plain   without a profile
// Other options are passed to the addon's build. A profile is specific to this machine's target:
// for another target the build is plain.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildAddon } from './addon.mjs'
import { buildTypeScript } from './typescript.mjs'
import { isBuiltGuided } from './addon-state.mjs'
import { runCargo } from '../lib/cargo.mjs'
import { findProfileTool } from './llvm-profdata.mjs'
import { mergedProfile, profileDir } from './guided.mjs'
import { root } from '../lib/paths.mjs'
import { exitWithItsCode, run } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'
import { addonFile, cdylibFile, checkerFile, hostTarget } from '../lib/targets.mjs'

const rawDir = join(profileDir, 'raw')

/** Builds a release. Resolves with whether the build was guided by a profile. */
export async function buildRelease({ plain, ...options }) {
  const rust = await findRust()
  const isOther = options.target !== undefined && options.target !== hostTarget().name
  const tool = plain || isOther ? undefined : findProfileTool(rust)
  if (tool !== undefined && isBuiltGuided(hostTarget(), rust)) {
    console.log('The guided build is up to date')
    return true
  }
  const guided = tool !== undefined && (await record(rust, tool))
  if (!guided) console.log('Building without a profile')
  await buildAddon({ ...options, release: true, force: guided, guided })
  return guided
}

/** Builds with counters and runs the training. Returns whether it recorded a profile. */
async function record(rust, tool) {
  console.log('Building with counters, about 9 minutes from nothing on 2 cores')
  rmSync(rawDir, { recursive: true, force: true })
  mkdirSync(rawDir, { recursive: true })
  const target = hostTarget()
  const targetDir = join(profileDir, 'target')
  const crates = ['-p', 'monty-node', '-p', 'monty-checker']
  await runCargo(rust, ['build', '--profile', 'optimised', ...crates], {
    CARGO_TARGET_DIR: targetDir,
    RUSTFLAGS: `-Cprofile-generate=${rawDir}`,
  })
  const built = join(targetDir, 'optimised')
  const counting = join(profileDir, addonFile(target))
  copyFileSync(join(built, cdylibFile(target)), counting)
  // The checker is looked up beside the addon first.
  copyFileSync(
    join(built, cdylibFile(target, 'monty-checker')),
    join(profileDir, checkerFile(target)),
  )
  await buildTypeScript()
  await run(process.execPath, [join(root, 'scripts', 'build', 'train.mjs')], {
    env: { MONTY_NODE_BINARY: counting },
  })
  const hasCounted = readdirSync(rawDir).length > 0
  if (hasCounted) await run(tool, ['merge', '--output', mergedProfile, rawDir])
  return hasCounted
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      plain: { type: 'boolean' },
      'keep-typings': { type: 'boolean' },
      target: { type: 'string' },
      zig: { type: 'boolean' },
    },
  })
  await exitWithItsCode(() => buildRelease({ ...values, keepTypings: values['keep-typings'] }))
}
