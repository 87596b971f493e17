// Paths in the repository, and in the user's cache.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The cache, which persists across clones. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'monty-node')

/** Cargo's target folder is in the cache, so that a fresh clone reuses an earlier build. */
export const cargoTargetDir = process.env.CARGO_TARGET_DIR || join(cacheDir, 'target')

/** The typings generated from the addon's Rust source, as committed. */
export const committedTypings = join(root, 'src', 'core', 'binding.d.cts')

export const distDir = join(root, 'dist')

/** The folder of stamps; `npm ci` removes it together with node_modules. */
export const stampDir = join(root, 'node_modules', '.cache', 'monty-node')
