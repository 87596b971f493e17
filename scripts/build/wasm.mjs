// Builds the engine and the type checker as WebAssembly into npm/wasm32/.
//
//   node scripts/build/wasm.mjs [--release] [--force]
//
// --release  what is published: fat LTO, about three times as long
// --force    build even when nothing changed
//
// Rust's standard library is compiled with it: what is shipped for this target ends at a panic, and a limit or a
// cancellation is an unwinding. So its sources have to be there: `rustup component add rust-src` for a nightly
// toolchain, or on Debian `apt-get install rustc-web rust-web-src`.
import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { runCargo } from '../lib/cargo.mjs'
import { cacheDir, root } from '../lib/paths.mjs'
import { ask, exitWithItsCode, run } from '../lib/run.mjs'
import { findRust } from '../lib/rust-toolchain.mjs'
import { wasmChecker, wasmFile } from '../lib/targets.mjs'
import { fingerprintWasmSources, recordWasmBuild, wasmState } from './wasm-state.mjs'

const triple = 'wasm32-unknown-unknown'
/** Cargo's folder of its own: a standard library of its own is nothing that others share. */
const targetDir = process.env.MONTY_WASM_TARGET_DIR || join(cacheDir, 'target-wasm')

/** Python's data is on the machine's stack, which is not ours; here is what Rust has by address. */
const STACK_BYTES = 4 * 1024 * 1024

async function buildWasm(options) {
  const profile = options.release ? 'wasm-release' : 'wasm'
  if (!options.force && wasmState([profile, 'wasm-release']) === 'fresh') {
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
      // Below everything else, so that a stack that ends is a trap and no memory of somebody's.
      '-Clink-arg=--stack-first',
      `-Clink-arg=-zstack-size=${STACK_BYTES}`,
    ].join(' '),
  })
  const built = join(targetDir, triple, profile)
  await shrink(join(built, 'monty_wasm.wasm'), wasmFile)
  await shrink(join(built, 'monty_checker.wasm'), wasmChecker)
  for (const file of [wasmFile, wasmChecker]) tellVersion(file)
  recordWasmBuild({ sources, profile })
  for (const file of [wasmFile, wasmChecker]) console.log(`Built ${sizesOf(file)}`)
}

/** Appends the package's version as a section of its own, as a module may be served that another release left. */
function tellVersion(file) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const text = (string) => [string.length, ...Buffer.from(string)]
  const section = [...text('monty-node'), ...Buffer.from(version)]
  const bytes = readFileSync(file)
  const told = Buffer.from([0, section.length, ...section])
  if (!bytes.subarray(-told.length).equals(told)) writeFileSync(file, Buffer.concat([bytes, told]))
}

function sizesOf(file) {
  const bytes = readFileSync(file)
  const mib = (size) => (size / 1024 / 1024).toFixed(2)
  const compressed = brotliCompressSync(bytes).length
  return `${relative(root, file)}: ${mib(bytes.length)} MiB, ${mib(compressed)} MiB by brotli`
}

/** By `wasm-opt`, where there is one: of the package `binaryen` of npm or of Debian. */
async function shrink(built, file) {
  // It takes minutes, and the other module may be as it was.
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

/** A toolchain whose standard library's sources are there. */
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

/** Debian's compiler, which has sources of its own version, behind whichever cargo there is. */
function debianRust() {
  const compiler = '/usr/bin/rustc'
  if (!existsSync(compiler)) return undefined
  const cargo = nightlyCargo()
  return { label: "Debian's rustc-web", env: { RUSTC: compiler, ...cargo }, version: '' }
}

/** `-Z` is taken by any cargo that is allowed to; a new one knows how this compiler's library is built. */
function nightlyCargo() {
  const toolchains = (ask('rustup', ['toolchain', 'list']) ?? '').split('\n')
  const nightly = toolchains.find((name) => name.startsWith('nightly'))?.split(' ')[0]
  return nightly ? { RUSTUP_TOOLCHAIN: nightly } : {}
}

/**
 * What is changed of the standard library, in a copy, so that 32-bit sizes make no program of Python's another one.
 *
 * Its hasher takes numbers that are as wide as an address by as many bytes as these have here; then what is hashed
 * natively would be another hash here. Hashes of Python's values are in snapshots, which go from one to the other,
 * so all take eight bytes. And the interpreter gives the length of a range that has more items than a size can
 * tell as the greatest size. It is the only one that makes sizes of such wide numbers, so that there it fails
 * instead, and the run ends with an error that says so.
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
            if number < 0 { Err(TryFromIntError(())) } else { Ok(number as Self) }
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
      throw new Error(`${join(sources, file)} is not as expected: see build-wasm.mjs`)
    }
    return { path: join(copy, file), text: text.replace(from, to) }
  })
  // Written only when it differs, as Cargo goes by the times of files.
  const isThere = ({ path, text }) => existsSync(path) && readFileSync(path, 'utf8') === text
  if (changed.every(isThere)) return copy
  cpSync(join(sources, 'library'), join(copy, 'library'), { recursive: true, dereference: true })
  for (const { path, text } of changed) writeFileSync(path, text)
  return copy
}

/** The linker that comes with Rust, of whichever toolchain, or LLVM's own. */
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
