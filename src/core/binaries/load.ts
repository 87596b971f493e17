import { MontyUsageError } from '../errors.js'
import { requireNear } from '../location.js'
import { existsSync, nodePath } from '../node.js'
import { chosenModule, noteNativeUse } from '../wasm/chosen.js'
import { chosenBinaries, noteBinariesInUse } from './chosen.js'
import { missing } from './missing.js'
import { foldersFor, folderWithAddon } from './places.js'
import { addonOf, FILES, targetHere, targetsHere } from './targets.js'
import { checkVersionIn } from './versions.js'

/** Path of the loaded addon: files beside it belong to it. */
let loaded: string | undefined = undefined

/**
 * Loads the addon.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY`
 */
export function loadAddon(): unknown {
  const addon = findAddon()
  noteUse()
  return addon
}

/** Called only after success: after a failure another choice may still be made. */
function noteUse(): void {
  noteBinariesInUse()
  noteNativeUse()
}

function findAddon(): unknown {
  const chosen = chosenBinaries()
  if (chosen !== undefined) return loadChosen(chosen.files.addon, chosen.by)
  const failures: unknown[] = []
  for (const target of targetsHere()) {
    for (const folder of foldersFor(target)) {
      const path = nodePath.join(folder, addonOf(target))
      if (!existsSync(path)) continue
      try {
        checkVersionIn(folder)
        const addon = requireNear(path)
        loaded = path
        return addon
      } catch (error) {
        failures.push(error)
      }
    }
  }
  throw missing('monty-node', addonOf(targetHere() ?? ''), failures)
}

function loadChosen(path: string, by: string): unknown {
  try {
    checkVersionIn(nodePath.dirname(path))
    return requireNear(path)
  } catch (error) {
    throw missing('monty-node', `${path}, which ${by} names,`, [error])
  }
}

/**
 * The path of a file that belongs to the addon.
 *
 * @param purpose the feature that needs the file, for errors
 * @throws MontyUsageError `MONTY_NO_BINARY`
 */
export function fileBeside(kind: keyof typeof FILES, purpose: string): string {
  if (chosenModule() !== undefined) {
    throw new MontyUsageError(
      `${purpose} needs the native binaries, and Python runs in WebAssembly here`,
      'MONTY_NO_BINARY',
    )
  }
  const chosen = chosenBinaries()?.files[kind]
  if (chosen !== undefined && existsSync(chosen)) return chosen
  for (const { folder } of homes()) {
    const path = nodePath.join(folder, FILES[kind])
    if (existsSync(path)) return path
  }
  throw missing(purpose, FILES[kind])
}

/**
 * The path of the addon, for a worker process, which loads it without Node.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY`
 */
export function addonPath(): string {
  const path = findAddonPath()
  noteUse()
  return path
}

function findAddonPath(): string {
  const purpose = "isolation: 'process'"
  const path = chosenBinaries()?.files.addon ?? loaded ?? installedAddon()
  if (path === undefined) throw missing(purpose, addonOf(targetHere() ?? ''))
  try {
    checkVersionIn(nodePath.dirname(path))
  } catch (error) {
    throw missing(purpose, path, [error])
  }
  return path
}

function installedAddon(): string | undefined {
  for (const { folder, target } of homes()) {
    const path = nodePath.join(folder, addonOf(target))
    if (existsSync(path)) return path
  }
  return undefined
}

/** The folders that may contain the addon. */
function* homes(): Generator<{ folder: string; target: string }> {
  const present = targetsHere().filter((target) => folderWithAddon(target) !== undefined)
  // Both kinds of Linux are present in a checkout that built both.
  const target = present.length === 1 ? present[0] : targetHere()
  if (target === undefined) return
  if (loaded !== undefined) yield { folder: nodePath.dirname(loaded), target }
  for (const folder of foldersFor(target)) yield { folder, target }
}
