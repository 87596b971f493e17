// Builds the native addon, the type checker's library and the worker program into npm/<target>/.
//
//   node scripts/build/addon.mjs [--release] [--force] [--keep-typings] [--target <name>] [--zig]
//
// --release       as published: fat LTO, about three times as long
// --force         build even when nothing changed
// --keep-typings  leave src/core/binding.d.cts alone (the drift check compares it)
// --target        another platform of scripts/lib/targets.mjs
// --zig           link with cargo-zigbuild, which sets the glibc floor and can cross-compile
import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { fingerprintAddonSources, isAddonFresh, recordAddonBuild } from './addon-state.mjs'
import { runCargo } from '../lib/cargo.mjs'
import { glibcFloor } from './glibc-floor.mjs'
import { guidedFlags, guidedTargetDir } from './guided.mjs'
import { cargoTargetDir } from '../lib/paths.mjs'
import { placeFile } from './place-file.mjs'
import { findRust, installedRust } from '../lib/rust-toolchain.mjs'
import {
  addonFile,
  buildTriple,
  cdylibFile,
  checkerFile,
  hostTarget,
  launcherFile,
  packageDir,
  targetNamed,
  workerFile,
} from '../lib/targets.mjs'
import { generateTypings, updateCommittedTypings } from './typings.mjs'

/** With `guided`, the build uses the last recorded profile, see release.mjs. */
export async function buildAddon(options = {}) {
  const target = options.target ? targetNamed(options.target) : hostTarget()
  const profile = options.release ? 'release' : 'optimised'
  if (!options.force && isAddonFresh(target, profile, installedRust())) {
    console.log(`The addon for ${target.name} is up to date`)
  } else {
    await compile(target, profile, options)
  }
  if (!options.keepTypings) updateCommittedTypings(target)
}

async function compile(target, profile, options) {
  const rust = await findRust()
  const inputs = fingerprintAddonSources()
  console.log(
    `Building the addon for ${target.name} (profile ${profile}) with Rust ${rust.version} from ${rust.label}: ` +
      'seconds when little changed, about 9 minutes from nothing on 2 cores' +
      (profile === 'release' ? ', and as long again for link-time optimisation' : ''),
  )
  await runCargo(rust, cargoArgs(target, profile, options), cargoEnv(target, options))

  const crossed = options.target || options.zig ? buildTriple(target) : ''
  const built = join(options.guided ? guidedTargetDir : cargoTargetDir, crossed, profile)
  const files = [
    [cdylibFile(target), addonFile(target)],
    [cdylibFile(target, 'monty-checker'), checkerFile(target)],
    [launcherFile(target), workerFile(target)],
  ]
  for (const [from, to] of files) {
    await placeFile(join(built, from), join(packageDir(target), to))
    console.log(`Built npm/${target.name}/${to}`)
  }
  await generateTypings(target)
  const guided = options.guided === true
  recordAddonBuild(target, { inputs, profile, guided, rust: rust.version })
}

function cargoArgs(target, profile, { zig, target: explicit }) {
  const crates = ['monty-node', 'monty-checker', 'monty-launcher']
  const packages = crates.flatMap((name) => ['-p', name])
  const floor = zig && target.libc === 'glibc' ? `.${glibcFloor}` : ''
  return [
    zig ? 'zigbuild' : 'build',
    ...(process.env.CI ? ['--locked'] : []),
    '--profile',
    profile,
    ...packages,
    // Without --target, Cargo shares its artefacts with `cargo test` and `cargo clippy`.
    ...(explicit || zig ? ['--target', buildTriple(target) + floor] : []),
  ]
}

function cargoEnv(target, { guided, zig }) {
  // A musl program is static by default, and Node cannot load a static library. Zig needs an extra
  // flag, or the worker program has no loader, which finds the addon for it.
  const isMusl = target.libc === 'musl'
  const all = [
    ...(isMusl ? ['-C target-feature=-crt-static'] : []),
    ...(isMusl && zig ? ['-C link-arg=-dynamic'] : []),
    ...(guided ? [guidedFlags] : []),
  ]
  return {
    ...(all.length > 0 ? { RUSTFLAGS: all.join(' ') } : {}),
    ...(guided ? { CARGO_TARGET_DIR: guidedTargetDir } : {}),
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      release: { type: 'boolean' },
      force: { type: 'boolean' },
      'keep-typings': { type: 'boolean' },
      target: { type: 'string' },
      zig: { type: 'boolean' },
    },
  })
  await buildAddon({ ...values, keepTypings: values['keep-typings'] })
}
