// The nightly toolchain, and how it builds for the address sanitizer.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { ask, CommandFailed } from '../lib/run.mjs'
import { rustAt } from '../lib/rust-toolchain.mjs'
import { settleSourceTimes } from '../lib/source-times.mjs'

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

/**
 * Runs Cargo to build something. Gives false, with a word about it, when that takes longer than
 * `minutes`; what was built until then stays, so that the next time goes on from there.
 */
export function buildWithin(minutes, args, env) {
  settleSourceTimes(env.CARGO_TARGET_DIR)
  return new Promise((resolve, reject) => {
    // A group of its own, compilers included.
    const cargo = spawn('cargo', args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      detached: minutes !== undefined,
    })
    const timeout =
      minutes === undefined
        ? undefined
        : setTimeout(() => {
            console.log(`Skipped: it takes longer than ${minutes} minutes to build here`)
            if (cargo.pid !== undefined) process.kill(-cargo.pid, 'SIGTERM')
            resolve(false)
          }, minutes * 60_000)
    cargo.once('error', reject)
    cargo.once('exit', (code, signal) => {
      clearTimeout(timeout)
      if (code === 0) resolve(true)
      else reject(new CommandFailed('cargo', args, code, signal))
    })
  })
}
