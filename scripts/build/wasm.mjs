// Builds the engine and the type checker as WebAssembly into npm/wasm32/.
//
//   node scripts/build/wasm.mjs [--force]
//
// --force    build even when nothing changed
//
// Rust's standard library is compiled as well: the prebuilt one for this target aborts at a panic,
// but limits and cancellations unwind. Its sources are therefore necessary: `rustup component add
// rust-src` for a nightly toolchain, or on Debian `apt-get install rustc-web rust-web-src`.
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { runCargo } from '../lib/cargo.mjs'
import { cacheDir, root } from '../lib/paths.mjs'
import { ask, exitWithItsCode, run } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'
import { wasmChecker, wasmFile } from '../lib/targets.mjs'
import { fingerprintWasmSources, recordWasmBuild, wasmState } from './wasm-state.mjs'

const profile = 'wasm'
const triple = 'wasm32-unknown-unknown'
/** A separate Cargo folder, as the standard library is built differently here. */
const targetDir = process.env.MONTY_WASM_TARGET_DIR || join(cacheDir, 'target-wasm')

/**
 * Size of the shadow stack, with Rust's address-taken data; Python's recursion uses the machine's
 * stack.
 */
const STACK_BYTES = 4 * 1024 * 1024

async function buildWasm(options) {
  if (!options.force && wasmState() === 'fresh') {
    console.log('The WebAssembly module is up to date')
    return
  }
  const sources = fingerprintWasmSources()
  const rust = await rustWithSources()
  console.log(`Building the WebAssembly module (profile ${profile}) with Rust from ${rust.label}`)
  const args = ['build', ...(process.env.CI ? ['--locked'] : []), '--profile', profile]
  const packages = ['-p', 'monty-wasm', '-p', 'monty-checker']
  const target = ['-Z', 'build-std=std,panic_unwind', '--target', triple, ...packages]
  await runCargo(rust, [...args, ...target], {
    CARGO_TARGET_DIR: targetDir,
    RUSTC_BOOTSTRAP: '1',
    __CARGO_TESTS_ONLY_SRC_ROOT: join(standardLibrary(rust.sources), 'library'),
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: linker(rust),
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: [
      '-Cpanic=unwind',
      '--cfg getrandom_backend="custom"',
      // The stack is placed first, so that its overflow traps instead of overwriting other memory.
      '-Clink-arg=--stack-first',
      `-Clink-arg=-zstack-size=${STACK_BYTES}`,
    ].join(' '),
  })
  const built = join(targetDir, triple, profile)
  await shrink(join(built, 'monty_wasm.wasm'), wasmFile)
  await shrink(join(built, 'monty_checker.wasm'), wasmChecker)
  for (const file of [wasmFile, wasmChecker]) appendVersion(file)
  recordWasmBuild({ sources })
  for (const file of [wasmFile, wasmChecker]) console.log(`Built ${sizesOf(file)}`)
}

/**
 * Appends the package's version as a custom section, to detect a served module of another release.
 */
function appendVersion(file) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const text = (string) => [string.length, ...Buffer.from(string)]
  const section = [...text('monty-node'), ...Buffer.from(version)]
  const bytes = readFileSync(file)
  const marker = Buffer.from([0, section.length, ...section])
  if (!bytes.subarray(-marker.length).equals(marker)) {
    writeFileSync(file, Buffer.concat([bytes, marker]))
  }
}

function sizesOf(file) {
  const bytes = readFileSync(file)
  const mib = (size) => (size / 1024 / 1024).toFixed(2)
  const compressed = brotliCompressSync(bytes).length
  return `${relative(root, file)}: ${mib(bytes.length)} MiB, ${mib(compressed)} MiB by brotli`
}

/** Optimizes by `wasm-opt`, if it is installed: from the package `binaryen` of npm or of Debian. */
async function shrink(built, file) {
  // It takes minutes, and the other module may be unchanged.
  if (existsSync(file) && statSync(file).mtimeMs > statSync(built).mtimeMs) return
  const local = join(root, 'node_modules', '.bin', 'wasm-opt')
  const command = existsSync(local) ? local : 'wasm-opt'
  if (ask(command, ['--version']) === undefined) {
    console.log('There is no wasm-opt here: the module stays as it was linked')
    writeFileSync(file, readFileSync(built))
    return
  }
  const features = [
    'bulk-memory',
    'exception-handling',
    'mutable-globals',
    'nontrapping-float-to-int',
  ]
  const more = ['sign-ext', 'multivalue', 'reference-types']
  const enabled = [...features, ...more].map((feature) => `--enable-${feature}`)
  await run(command, [...enabled, '-O3', '--strip-debug', '--strip-producers', '-o', file, built])
}

/** Finds a toolchain with the sources of its standard library. */
async function rustWithSources() {
  for (const rust of [await findRust(), debianRust()]) {
    const sysroot = rust && ask('rustc', ['--print', 'sysroot'], { env: rust.env })
    const compiler = rust?.env.RUSTC
    const home = compiler ? ask(compiler, ['--print', 'sysroot']) : sysroot
    const sources = home && join(home, 'lib/rustlib/src/rust')
    if (sources && existsSync(join(sources, 'library/Cargo.lock'))) return { ...rust, sources }
  }
  throw new Error(
    'The sources of the standard library are missing: rustup component add rust-src for a nightly toolchain, or ' +
      'on Debian apt-get install rustc-web rust-web-src',
  )
}

/** Debian's compiler, which has sources of its own version, with any cargo. */
function debianRust() {
  const compiler = '/usr/bin/rustc'
  if (!existsSync(compiler)) return undefined
  const cargo = nightlyCargo()
  return { label: "Debian's rustc-web", env: { RUSTC: compiler, ...cargo }, version: '' }
}

/** `RUSTC_BOOTSTRAP` enables `-Z` in any cargo; a recent one can build this compiler's library. */
function nightlyCargo() {
  const toolchains = (ask('rustup', ['toolchain', 'list']) ?? '').split('\n')
  const nightly = toolchains.find((name) => name.startsWith('nightly'))?.split(' ')[0]
  return nightly ? { RUSTUP_TOOLCHAIN: nightly } : {}
}

/**
 * Changes to a copy of the standard library, so that 32-bit sizes do not change the behavior of
 * Python programs.
 *
 * Its hasher writes numbers of the width of an address with that many bytes, so that hashes would
 * differ from native ones. Snapshots contain hashes of Python's values and move between both, so
 * all numbers take eight bytes. The interpreter also replaces the length of a range by the greatest
 * size if it exceeds one. Only this conversion makes sizes of such wide numbers, so that it panics
 * instead, and the run ends with an error.
 */
const changes = [
  {
    file: 'library/std/src/hash/random.rs',
    from: 'impl Hasher for DefaultHasher {\n',
    to: `impl Hasher for DefaultHasher {
    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.0.write(&(number as u64).to_ne_bytes());
    }

    #[inline]
    fn write_isize(&mut self, number: isize) {
        self.0.write(&(number as i64).to_ne_bytes());
    }

`,
  },
  {
    file: 'library/core/src/convert/num.rs',
    from: `    rev!(impl_try_from_lower_bounded, usize => i8, i16, i32);
    rev!(impl_try_from_both_bounded, usize => i64, i128);
`,
    to: `    rev!(impl_try_from_lower_bounded, usize => i8, i16, i32);
    rev!(impl_try_from_both_bounded, usize => i64);

    #[stable(feature = "try_from", since = "1.34.0")]
    #[rustc_const_unstable(feature = "const_convert", issue = "143773")]
    impl const TryFrom<i128> for usize {
        type Error = TryFromIntError;

        #[inline]
        fn try_from(number: i128) -> Result<Self, Self::Error> {
            if number > usize::MAX as i128 {
                panic!("more than 4294967295 items, which WebAssembly cannot count");
            }
            // What the error is made of differs between versions of Rust.
            match u64::try_from(number) {
                Ok(number) => Ok(number as Self),
                Err(error) => Err(error),
            }
        }
    }
`,
  },
]

/** A copy of the standard library's sources with these changes. */
function standardLibrary(sources) {
  const copy = join(targetDir, 'rust-src')
  const changed = changes.map(({ file, from, to }) => {
    const text = readFileSync(join(sources, file), 'utf8')
    if (text.split(from).length !== 2) {
      throw new Error(`${join(sources, file)} is not as expected: see scripts/build/wasm.mjs`)
    }
    return { path: join(copy, file), text: text.replace(from, to) }
  })
  // Written only if it differs, as Cargo compares the times of files.
  const isThere = ({ path, text }) => existsSync(path) && readFileSync(path, 'utf8') === text
  if (changed.every(isThere)) return copy
  // Files of another version would be added to its modules.
  rmSync(copy, { recursive: true, force: true })
  cpSync(join(sources, 'library'), join(copy, 'library'), { recursive: true, dereference: true })
  for (const { path, text } of changed) writeFileSync(path, text)
  return copy
}

/** The linker of any installed Rust toolchain, or LLVM's own. */
function linker(rust) {
  const host = /^host: (\S+)/m.exec(ask('rustc', ['-vV'], { env: rust.env }) ?? '')?.[1]
  const homes = (ask('rustup', ['toolchain', 'list']) ?? '').split('\n').map((line) => {
    const [name] = line.split(' ')
    return ask('rustc', ['--print', 'sysroot'], { env: { RUSTUP_TOOLCHAIN: name } })
  })
  const places = homes
    .filter((home) => home !== undefined)
    .map((home) => join(home, 'lib/rustlib', host ?? '', 'bin/rust-lld'))
  const found = places.find(existsSync)
  if (found) return found
  const onPath = ['rust-lld', 'wasm-ld'].find((name) =>
    (process.env.PATH ?? '').split(delimiter).some((place) => existsSync(join(place, name))),
  )
  if (onPath) return onPath
  throw new Error('there is no rust-lld or wasm-ld here to link WebAssembly with')
}

const { values } = parseArgs({
  options: { release: { type: 'boolean' }, force: { type: 'boolean' } },
})
await exitWithItsCode(() => buildWasm(values))
