import { MontyUsageError } from '../../core/errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MemoryFileSystem } from './memory.js'
import { MountDir } from './mount.js'

type Files = FileSystem | readonly FileSystem[] | undefined

/** Lists the file systems of an option. */
export function fileSystemsOf(files: Files): readonly FileSystem[] {
  if (files === undefined) return []
  return Array.isArray(files) ? (files as FileSystem[]) : [files as FileSystem]
}

/**
 * Serializes the files that travel with a dump.
 *
 * @throws MontyUsageError for changes that exist in this process only
 */
export function dumpFiles(files: Files): Buffer[] {
  const list = fileSystemsOf(files)
  const overlay = list.find(
    (one): one is MountDir => one instanceof MountDir && one.hasOverlayChanges,
  )
  if (overlay !== undefined) {
    throw new MontyUsageError(
      `the overlay at ${overlay.virtualPath} has been written to: its changes are in this process ` +
        'only, so that nothing that depends on them can be dumped',
    )
  }
  return list
    .filter((one): one is MemoryFileSystem => one instanceof MemoryFileSystem)
    .map((one) => one.dump())
}

/** Copies file systems in memory; directories of the host are shared. */
export function copyFiles(files: Files): FileSystem[] {
  const dumps = dumpFiles(files)
  return fileSystemsOf(files).map((one) =>
    one instanceof MemoryFileSystem ? MemoryFileSystem.load(dumps.shift()!) : one,
  )
}

/** Backs up the files in memory. Returns a function that restores them. */
export function backUpFiles(files: Files): () => void {
  const kept = fileSystemsOf(files)
    .filter((one): one is MemoryFileSystem => one instanceof MemoryFileSystem)
    .map((one) => ({ one, bytes: one.dump() }))
  return () => {
    for (const { one, bytes } of kept) one.restore(bytes)
  }
}
