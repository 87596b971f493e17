// Tracks by content what a Cargo folder was built from. Cargo itself compares the times of files,
// which are new in a fresh clone, so that it would recompile the parser and its dependents; and
// which another clone may have made older than a later build.
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { root } from './paths.mjs'

/**
 * Sets the times of each crate's sources to the time at which `targetDir` first saw their content,
 * or to the present if it last saw another content. Call it before each build into the folder.
 */
export function settleSourceTimes(targetDir) {
  const stamp = join(targetDir, 'monty-node-sources.json')
  const known = readStamp(stamp) ?? {}
  writeStamp(stamp, Object.fromEntries(sources().map((path) => [path, settled(path, known[path])])))
}

function settled(path, known) {
  const content = fingerprint([path])
  const ms = known?.content === content ? known.ms : Date.now()
  const time = new Date(ms)
  for (const file of filesUnder(join(root, path))) utimesSync(file, time, time)
  return { content, ms }
}

function sources() {
  const crates = readdirSync(join(root, 'crates')).toSorted()
  return [...crates.map((name) => `crates/${name}`), 'src/native', 'build.rs']
}
