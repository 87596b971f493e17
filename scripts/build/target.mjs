// Builds the native files of another platform on this machine, into npm/<target>/.
//
//   npm run build:target -- <target> [--release]
//
// For Linux and macOS zig compiles and links, for Windows MinGW does. Missing tools are installed:
// the standard library by rustup, zig by pip into the cache, MinGW by apt-get as root. `npm run
// test:targets` runs the built binaries.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildAddon } from './addon.mjs'
import { frameworkNames } from './macos-framework.mjs'
import { cacheDir } from '../lib/paths.mjs'
import { ask, exitWithItsCode, run } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'
import { buildTriple, targetNamed, targets } from '../lib/targets.mjs'

async function buildTarget(name, { release }) {
  const target = targetNamed(name)
  const isWindows = target.os === 'win32'
  if (isWindows) await needMinGw()
  else await needZig()
  if (target.os === 'darwin' && process.platform !== 'darwin')
    process.env.SDKROOT ??= frameworkNames(cacheDir)
  await needStandardLibrary(buildTriple(target))
  await buildAddon({ target: name, release, zig: !isWindows, keepTypings: true })
}

async function needStandardLibrary(triple) {
  const rust = await findRust()
  const sysroot = ask('rustc', ['--print', 'sysroot'], { env: rust.env })
  if (existsSync(join(sysroot, 'lib', 'rustlib', triple, 'lib'))) return
  const args = ['target', 'add', ...toolchainArgs(rust.env.RUSTUP_TOOLCHAIN), triple]
  await run('rustup', args, { env: rust.env })
}

const toolchainArgs = (name) => (name === undefined ? [] : ['--toolchain', name])

async function needZig() {
  if (ask('cargo-zigbuild', ['--version']) !== undefined) return
  const folder = join(cacheDir, 'zig')
  const bin = join(folder, 'bin')
  if (!existsSync(join(bin, 'cargo-zigbuild'))) {
    await run('python3', ['-m', 'venv', folder])
    await run(join(bin, 'pip'), ['install', '--quiet', 'ziglang', 'cargo-zigbuild'])
  }
  process.env.PATH = [bin, process.env.PATH].join(delimiter)
}

async function needMinGw() {
  if (ask('x86_64-w64-mingw32-gcc-posix', ['--version']) === undefined) {
    const packages = ['gcc-mingw-w64-x86-64-posix', 'g++-mingw-w64-x86-64-posix']
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
  }
  // Rust's own library was built with the variant with POSIX threads.
  process.env.CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER = 'x86_64-w64-mingw32-gcc-posix'
  process.env.CC_x86_64_pc_windows_gnu = 'x86_64-w64-mingw32-gcc-posix'
  process.env.LIBNODE_PATH = await emptyLibNode()
}

/**
 * An empty library that the build script of `napi` requires on MinGW. Nothing is imported from it:
 * see `dyn-symbols`.
 */
async function emptyLibNode() {
  const folder = join(cacheDir, 'libnode')
  mkdirSync(folder, { recursive: true })
  const source = join(folder, 'empty.c')
  writeFileSync(source, '')
  await run('x86_64-w64-mingw32-gcc-posix', ['-shared', '-o', join(folder, 'libnode.dll'), source])
  return folder
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    options: { release: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (positionals.length !== 1) {
    console.error(`Name one target: ${targets.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }
  await exitWithItsCode(() => buildTarget(positionals[0], values))
}
