import { nodeCrypto } from '../../core/node.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import { MontyUsageError } from '../../core/errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { MountDir } from '../../host/files/mount.js'
import { fileSystemsOf } from '../../host/files/of-session.js'

/** A file system as a record keeps it. */
export interface KeptFiles {
  /** Of the file system, in this process. */
  readonly id: string
  /** What is in it; `null` for an overlay, whose changes do not leave the process. */
  readonly bytes: Uint8Array | null
  /** Where Python sees an overlay. */
  readonly path: string
}

const ids = new WeakMap<FileSystem, string>()

function idOf(files: FileSystem): string {
  const known = ids.get(files)
  if (known !== undefined) return known
  const id = nodeCrypto().randomUUID()
  ids.set(files, id)
  return id
}

const memoriesOf = (host: ResolvedHost): MemoryFileSystem[] =>
  fileSystemsOf(host.given.files).filter((one) => one instanceof MemoryFileSystem)

const overlaysOf = (host: ResolvedHost): MountDir[] =>
  fileSystemsOf(host.given.files)
    .filter((one) => one instanceof MountDir)
    .filter(({ mode }) => mode === 'overlay')

/** What the files of a paused run hold; directories of the host stay where they are. */
export function serializeFiles(host: ResolvedHost): KeptFiles[] {
  const memories = memoriesOf(host).map((one) => ({ id: idOf(one), bytes: one.dump(), path: '' }))
  const overlays = overlaysOf(host)
    .filter(({ hasOverlayChanges }) => hasOverlayChanges)
    .map((one) => ({ id: idOf(one), bytes: null, path: one.virtualPath }))
  return [...memories, ...overlays]
}

/**
 * Checks that no change of an overlay is missing here.
 *
 * @throws MontyUsageError when an overlay was written to in another process
 */
export function checkOverlays(host: ResolvedHost, kept: readonly KeptFiles[]): void {
  const here = new Set(overlaysOf(host).map(idOf))
  for (const { id, bytes, path } of kept) {
    if (bytes !== null || here.has(id)) continue
    throw new MontyUsageError(
      `what Python wrote to the overlay at ${path} is in the process that paused the run: resume ` +
        'it there, with the same MountDir, or give the runtime a MemoryFileSystem, whose files travel',
    )
  }
}

/** Brings files back, unless they are the very ones, which others may have gone on with. */
export function restoreFiles(host: ResolvedHost, kept: readonly KeptFiles[]): void {
  const dumps = kept.filter(({ bytes }) => bytes !== null)
  for (const [index, files] of memoriesOf(host).entries()) {
    const { id, bytes } = dumps[index] ?? {}
    if (bytes && id !== idOf(files)) files.restore(bytes)
  }
}
