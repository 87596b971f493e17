import { MontyUsageError } from '../errors.js'
import { existsSync, nodePath, statSync } from '../node.js'
import { addonOf, FILES, targetsHere } from './targets.js'

/** Paths of the native files, for {@link useBinaries}. */
export interface BinaryFiles {
  /** The addon, `monty-node.<platform>.node`. */
  readonly addon: string
  /** The program for `isolation: 'process'`. Default: `monty-worker` beside the addon. */
  readonly worker?: string
  /** The type checker's library. Default: `monty-checker.so` (`.dylib`, `.dll`) beside the addon. */
  readonly checker?: string
}

let given: Required<BinaryFiles> | undefined = undefined
let isInUse = false

/**
 * Sets the location of the native files, where they cannot be found: in an executable, or a bundle that
 * leaves its packages behind. Call it before anything runs Python.
 *
 * The files are those of the package `monty-node-<platform>`, such as `monty-node-linux-x64-gnu`. The
 * environment variable `MONTY_NODE_BINARY`, a folder or the addon's path, does the same and takes precedence.
 *
 * @param where the folder that contains the files, the addon's path, or a path for each
 * @throws MontyUsageError `MONTY_NO_BINARY` when the addon does not exist; `MONTY_USAGE` when another one is
 * in use already
 * @example
 * ```ts
 * try {
 *   useBinaries('/opt/app/native')
 * } catch (error) {
 *   if (error instanceof MontyUsageError) console.log(error.message)
 * }
 * ```
 */
export function useBinaries(where: string | BinaryFiles): void {
  const files = filesOf(where, 'useBinaries()')
  if (isInUse && files.addon !== given?.addon) {
    throw new MontyUsageError('useBinaries() must be called before anything runs Python')
  }
  given = files
}

/** Notes that binaries are in use: later choices are refused. */
export function noteBinariesInUse(): void {
  isInUse = true
}

/** The files that were configured, and by which means. */
export function chosenBinaries(): { files: Required<BinaryFiles>; by: string } | undefined {
  const by = 'MONTY_NODE_BINARY'
  const path = process.env[by]
  if (path) return { files: filesOf(path, by), by }
  return given && { files: given, by: 'useBinaries()' }
}

function filesOf(where: string | BinaryFiles, by: string): Required<BinaryFiles> {
  const files = typeof where === 'string' ? { addon: addonAt(nodePath.resolve(where)) } : where
  if (typeof files?.addon !== 'string') {
    throw new MontyUsageError(`${by} needs a folder, the path of an addon, or { addon }`)
  }
  const addon = nodePath.resolve(files.addon)
  if (!existsSync(addon)) {
    throw new MontyUsageError(`${by} names ${addon}, which is not there`, 'MONTY_NO_BINARY')
  }
  const folder = nodePath.dirname(addon)
  return {
    addon,
    worker: nodePath.resolve(folder, files.worker ?? FILES.worker),
    checker: nodePath.resolve(folder, files.checker ?? FILES.checker),
  }
}

function addonAt(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path
  const addons = targetsHere().map((target) => nodePath.join(path, addonOf(target)))
  return addons.find(existsSync) ?? addons[0] ?? path
}
