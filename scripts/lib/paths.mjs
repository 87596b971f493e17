// Where things are: in the repository, and in the user's cache.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What outlives a clone. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'monty-node')

/** Cargo's target folder lives in the cache, so that a fresh clone finds an earlier build. */
export const cargoTargetDir = process.env.CARGO_TARGET_DIR || join(cacheDir, 'target')

/** The typings generated from the addon's Rust source, as committed. */
export const committedTypings = join(root, 'src', 'core', 'binding.d.cts')

export const distDir = join(root, 'dist')

/** What the scripts remember between runs; `npm ci` removes it together with everything else. */
export const stampDir = join(root, 'node_modules', '.cache', 'monty-node')
