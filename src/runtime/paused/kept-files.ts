import { nodeCrypto } from '../../core/node.js'
import { MontyUsageError } from '../../core/errors.js'
import type { ResourceLimits } from '../../core/limits.js'
import type { Metadata } from '../metadata.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { MountDir } from '../../host/files/mount.js'

/** A file system as a record keeps it. */
export interface KeptFiles {
  /** Of the file system, in this process. */
  readonly id: string
  /** What is in it; `null` for an overlay, whose changes do not leave the process. */
  readonly bytes: Uint8Array | null
  /** Where Python sees an overlay. */
  readonly path: string
}

/** What a paused run keeps of what it was given of its own. Its context and its variables are given anew. */
export interface KeptGivens {
  readonly files: readonly KeptFiles[]
  /** Where it saw directories of the host's, which are given anew. */
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

/** What the files of a paused run hold; directories of the host stay where they are. */
export function serializeFiles(files: Files): KeptFiles[] {
  const memories = memoriesOf(files).map((one) => ({ id: idOf(one), bytes: one.dump(), path: '' }))
  const overlays = overlaysOf(files)
    .filter(({ hasOverlayChanges }) => hasOverlayChanges)
    .map((one) => ({ id: idOf(one), bytes: null, path: one.virtualPath }))
  return [...memories, ...overlays]
}

/**
 * Checks that no change of an overlay is missing here.
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

/** Brings files back, unless they are the very ones, which others may have gone on with. */
export function restoreFiles(files: Files, kept: readonly KeptFiles[]): void {
  const dumps = kept.filter(({ bytes }) => bytes !== null)
  for (const [index, one] of memoriesOf(files).entries()) {
    const { id, bytes } = dumps[index] ?? {}
    if (bytes && id !== idOf(one)) one.restore(bytes)
  }
}

/** Where Python sees directories of the host's. */
export const mountPaths = (files: Files): string[] =>
  mountsOf(files).map(({ virtualPath }) => virtualPath)

/** Files in memory as they were kept, for whoever was not given them again. */
export const loadedFiles = (kept: readonly KeptFiles[]): MemoryFileSystem[] =>
  kept.flatMap(({ bytes }) => (bytes === null ? [] : [MemoryFileSystem.load(bytes)]))
