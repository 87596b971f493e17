// What a folder of Cargo's was built from, told by content. Cargo itself goes by the time of a file,
// which a fresh clone makes new, so that it would compile the parser and all above it again; and
// which another clone may have made older than what was built since.
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder, fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { root } from './paths.mjs'

/**
 * Gives the sources of each crate the time at which `targetDir` first saw this content, or the
 * present one when it last saw another. To be called before each build into it.
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
