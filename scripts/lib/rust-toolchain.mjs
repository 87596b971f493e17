// Finds a sufficiently new Rust toolchain, however it was installed.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from './paths.mjs'
import { ask, run } from './run.mjs'

const debianPackages = ['cargo-web', 'rustc-web']
const debianBin = '/usr/bin'

/**
 * Finds `cargo` on the path, else the best toolchain of rustup, else Debian's packages, which are
 * installed if permitted. Returns `{ version, label, env }`, where `env` selects that toolchain for
 * `cargo`.
 */
export async function findRust() {
  const found = installedRust() ?? (await installFromDebian())
  if (!found) throw new Error(missingMessage())
  return found
}

/** {@link findRust} without installing anything; undefined if there is none. */
export function installedRust() {
  return fromPath() ?? fromRustup() ?? fromDebian()
}

/** Whether `cargo <command>` exists and belongs to this toolchain. */
export function hasCargoCommand(rust, command) {
  const answer = ask('cargo', [command, '--version'], { env: rust.env })
  // rustup leaves its own cargo-clippy where another toolchain's cargo finds it.
  const clippyOf = /^clippy 0\.1\.(\d+)/.exec(answer ?? '')?.[1]
  return (
    answer !== undefined && (clippyOf === undefined || rust.version.startsWith(`1.${clippyOf}.`))
  )
}

function fromPath() {
  return rustAt({}, 'cargo') ?? rustAt(firstInPath(join(homedir(), '.cargo', 'bin')), 'cargo')
}

function fromRustup() {
  const path = firstInPath(join(homedir(), '.cargo', 'bin'))
  const list = ask('rustup', ['toolchain', 'list'], { env: path })
  return (list ?? '')
    .split('\n')
    .map((line) => line.split(' ')[0])
    .filter(Boolean)
    .map((name) => rustAt({ ...path, RUSTUP_TOOLCHAIN: name }, `rustup toolchain ${name}`))
    .filter((rust) => rust !== undefined)
    .toSorted(
      (a, b) => Number(a.preview) - Number(b.preview) || compareVersions(b.version, a.version),
    )[0]
}

function fromDebian() {
  if (!existsSync(join(debianBin, 'rustc')) || !existsSync(join(debianBin, 'cargo')))
    return undefined
  return rustAt(firstInPath(debianBin), `Debian's ${debianPackages.join(' and ')}`)
}

async function installFromDebian() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined
  console.log(
    `No Rust >= ${minimum()} here: installing Debian's ${debianPackages.join(' and ')} (1-2 minutes)`,
  )
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages], {
      env,
    })
  } catch (error) {
    console.error(error.message)
  }
  return fromDebian()
}

/** The toolchain that `cargo` selects with `env`; undefined if there is none, or it is too old. */
export function rustAt(env, label) {
  const version = /^rustc (\d+\.\d+\.\d+)(-\S+)?/.exec(ask('rustc', ['--version'], { env }) ?? '')
  if (!version || compareVersions(version[1], minimum()) < 0) return undefined
  if (ask('cargo', ['--version'], { env }) === undefined) return undefined
  return { version: version[1], preview: version[2] !== undefined, label, env }
}

/** The minimum Rust version, which only Cargo.toml specifies. */
function minimum() {
  return /^rust-version = "([\d.]+)"/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))[1]
}

function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  return left[0] - right[0] || left[1] - right[1] || (left[2] ?? 0) - (right[2] ?? 0)
}

function firstInPath(folder) {
  return { PATH: [folder, process.env.PATH].join(delimiter) }
}

function missingMessage() {
  const found = ask('rustc', ['--version'])
  return [
    `monty-node needs Rust >= ${minimum()} to build; ${found ? `found ${found}` : 'found none'}.`,
    'Install or update it with rustup, then run the command again:',
    '    rustup toolchain install stable',
    'or, on Debian 12, as root:',
    `    apt-get update && apt-get install ${debianPackages.join(' ')}`,
  ].join('\n')
}
