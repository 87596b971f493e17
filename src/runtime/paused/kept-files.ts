import { nodeCrypto } from '../../core/node.js'
import { MontyUsageError } from '../../core/errors.js'
import type { ResourceLimits } from '../../core/limits.js'
import type { Metadata } from '../metadata.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { MountDir } from '../../host/files/mount.js'

/** A file system in a pause record. */
export interface KeptFiles {
  /** Identifies the file system within its process. */
  readonly id: string
  /** Dump of the files; `null` for an overlay, whose changes do not leave the process. */
  readonly bytes: Uint8Array | null
  /** Path of an overlay in Python. */
  readonly path: string
}

/** The execution's own options that a pause record keeps. Context and inputs are passed anew on resume. */
export interface KeptGivens {
  readonly files: readonly KeptFiles[]
  /** Python paths of mounted host directories, which are passed anew on resume. */
  readonly mounts: readonly string[]
  readonly limits: ResourceLimits | null
  readonly metadata: Metadata | null
  readonly conversation?: string
  readonly tenant?: string
}

const ids = new WeakMap<FileSystem, string>()

function idOf(files: FileSystem): string {
  const known = ids.get(files)
  if (known !== undefined) return known
  const id = nodeCrypto().randomUUID()
  ids.set(files, id)
  return id
}

type Files = readonly FileSystem[]

const memoriesOf = (files: Files): MemoryFileSystem[] =>
  files.filter((one) => one instanceof MemoryFileSystem)

const mountsOf = (files: Files): MountDir[] => files.filter((one) => one instanceof MountDir)

const overlaysOf = (files: Files): MountDir[] =>
  mountsOf(files).filter(({ mode }) => mode === 'overlay')

/** Dumps of the files of a paused run; mounted host directories are not dumped. */
export function serializeFiles(files: Files): KeptFiles[] {
  const memories = memoriesOf(files).map((one) => ({ id: idOf(one), bytes: one.dump(), path: '' }))
  const overlays = overlaysOf(files)
    .filter(({ hasOverlayChanges }) => hasOverlayChanges)
    .map((one) => ({ id: idOf(one), bytes: null, path: one.virtualPath }))
  return [...memories, ...overlays]
}

/**
 * Checks that the changes of all overlays are present in this process.
 *
 * @throws MontyUsageError when an overlay was written to in another process
 */
export function checkOverlays(files: Files, kept: readonly KeptFiles[]): void {
  const here = new Set(overlaysOf(files).map(idOf))
  for (const { id, bytes, path } of kept) {
    if (bytes !== null || here.has(id)) continue
    throw new MontyUsageError(
      `what Python wrote to the overlay at ${path} is in the process that paused the run: resume ` +
        'it there, with the same MountDir, or give the runtime a MemoryFileSystem, whose files travel',
    )
  }
}

/** Restores files in memory, except identical file systems, which other runs may have changed since. */
export function restoreFiles(files: Files, kept: readonly KeptFiles[]): void {
  const dumps = kept.filter(({ bytes }) => bytes !== null)
  for (const [index, one] of memoriesOf(files).entries()) {
    const { id, bytes } = dumps[index] ?? {}
    if (bytes && id !== idOf(one)) one.restore(bytes)
  }
}

/** Python paths of mounted host directories. */
export const mountPaths = (files: Files): string[] =>
  mountsOf(files).map(({ virtualPath }) => virtualPath)

/** Loads kept files in memory, for a resume that does not pass files. */
export const loadedFiles = (kept: readonly KeptFiles[]): MemoryFileSystem[] =>
  kept.flatMap(({ bytes }) => (bytes === null ? [] : [MemoryFileSystem.load(bytes)]))
