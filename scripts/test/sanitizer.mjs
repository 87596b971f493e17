// Finds the nightly toolchain, and its options for the address sanitizer.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { ask, CommandFailed } from '../lib/run.mjs'
import { rustAt } from '../lib/rust-toolchain.mjs'
import { settleSourceTimes } from '../lib/source-times.mjs'

/**
 * Finds a toolchain for the sanitizer: `{ env, triple, flag }`, where `env` selects a nightly
 * toolchain for `cargo`. Otherwise `{ missing }`, a description.
 */
export function findSanitizer() {
  const env = {
    PATH: [join(homedir(), '.cargo', 'bin'), process.env.PATH].join(delimiter),
    RUSTUP_TOOLCHAIN: 'nightly',
    // Looking for a toolchain must not install it.
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

/** Options of the sanitizer for all programs with the engine. */
export const sanitizerOptions = [
  // After a panic the engine leaks memory intentionally.
  'detect_leaks=0',
  // The interpreter recurses on stacks that the engine maps.
  'detect_stack_use_after_return=0',
  'abort_on_error=1',
]

/**
 * Runs a Cargo build. Returns false, with a message, if it takes longer than `minutes`; its
 * artefacts stay, so that the next build continues from there.
 */
export function buildWithin(minutes, args, env) {
  settleSourceTimes(env.CARGO_TARGET_DIR)
  return new Promise((resolve, reject) => {
    // A separate process group, including compilers.
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
