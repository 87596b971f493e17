// Detects whether the built addon is up to date with its sources.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, readStamp, writeStamp } from '../lib/fingerprint.mjs'
import { packageDir, packagedFiles } from '../lib/targets.mjs'

const inputs = ['Cargo.toml', 'Cargo.lock', '.cargo', 'build.rs', 'crates', 'src/native']

const stampFile = (target) => join(packageDir(target), '.stamp.json')

/**
 * Whether the addon is up to date. `rust` may be undefined: without a toolchain, a binary built
 * from the same sources is accepted.
 */
export function isAddonFresh(target, profile, rust) {
  const isThere = (file) => existsSync(join(packageDir(target), file))
  if (!packagedFiles(target).every(isThere)) return false
  const stamp = readStamp(stampFile(target))
  if (stamp?.inputs !== fingerprint(inputs)) return false
  if (stamp.profile !== profile && stamp.profile !== 'release') return false
  return rust === undefined || stamp.rust === rust.version
}

/** Whether the addon was built from these sources with a profile. */
export function isBuiltGuided(target, rust) {
  return isAddonFresh(target, 'release', rust) && readStamp(stampFile(target)).guided === true
}

/**
 * Records a build. The fingerprint must be taken before it, so that later changes count as stale.
 */
export function recordAddonBuild(target, stamp) {
  writeStamp(stampFile(target), stamp)
}

export const fingerprintAddonSources = () => fingerprint(inputs)
