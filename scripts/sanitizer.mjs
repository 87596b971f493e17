// The nightly toolchain, and how it builds for the address sanitizer.
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ask } from './run.mjs'
import { rustAt } from './rust-toolchain.mjs'

/**
 * What builds for the sanitizer: `{ env, triple, flag }`, where `env` makes `cargo` mean a nightly
 * toolchain. Else `{ missing }`, in words.
 */
export function findSanitizer() {
  const env = {
    PATH: [join(homedir(), '.cargo', 'bin'), process.env.PATH].join(delimiter),
    RUSTUP_TOOLCHAIN: 'nightly',
    // To look for a toolchain is not to ask for it.
    RUSTUP_AUTO_INSTALL: '0',
  }
  const rust = rustAt(env, 'nightly')
  if (!rust?.preview) return { missing: 'there is no nightly toolchain that is new enough' }
  const triple = /^host: (\S+)$/m.exec(ask('rustc', ['--version', '--verbose'], { env }))[1]
  const sysroot = ask('rustc', ['--print', 'sysroot'], { env })
  const libraries = join(sysroot, 'lib', 'rustlib', triple, 'lib')
  const runtime = /^librustc.*_rt\.asan\./
  if (!existsSync(libraries) || !readdirSync(libraries).some((name) => runtime.test(name)))
    return { missing: `the nightly toolchain has no address sanitizer for ${triple}` }
  return { env, triple, flag: '-Zsanitizer=address' }
}

/** Options of the sanitizer for everything that holds the engine. */
export const sanitizerOptions = [
  // What the engine leaks after a panic is meant to leak.
  'detect_leaks=0',
  // The interpreter recurses on stacks that the engine maps.
  'detect_stack_use_after_return=0',
  'abort_on_error=1',
]
