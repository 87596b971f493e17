// What a result must say about where it comes from.
import { readFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { ask } from '../../scripts/lib/run.mjs'
import { hostTarget, packageDir } from '../../scripts/lib/targets.mjs'
import { readStamp } from '../../scripts/lib/fingerprint.mjs'

export function machine() {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
  }
}

/** Of the addon, of what it is made of, and of Node. */
export function ownVersions() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8')
  return {
    'monty-node': version,
    commit: ask('git', ['rev-parse', '--short', 'HEAD']) ?? 'unknown',
    'crate monty': /name = "monty"\nversion = "([^"]+)"/.exec(lock)[1],
    Node: process.versions.node,
    V8: process.versions.v8,
  }
}

/** What the addon in place was built with. */
export function addonBuild() {
  const stamp = readStamp(join(packageDir(hostTarget()), '.stamp.json'))
  return stamp === undefined ? 'unknown' : labelled(stamp.profile, stamp.guided)
}

/** A build's name: Cargo's profile, and whether one of LLVM's guided it. */
export const labelled = (profile, guided) => `${profile}${guided ? ', guided' : ''}`
