import { randomUUID } from 'node:crypto'
import type { Host } from '../core/drive/host.js'
import { MemoryFileSystem } from '../host/files/memory.js'

/** Files as a record keeps them. */
export interface KeptFiles {
  /** Of the file system, in this process. */
  readonly id: string
  readonly bytes: Uint8Array
}

const ids = new WeakMap<MemoryFileSystem, string>()

function idOf(files: MemoryFileSystem): string {
  const known = ids.get(files)
  if (known !== undefined) return known
  const id = randomUUID()
  ids.set(files, id)
  return id
}

/** What the files of a paused run hold; directories of the host stay where they are. */
export function keepFiles({ files }: Host): KeptFiles | null {
  return files instanceof MemoryFileSystem ? { id: idOf(files), bytes: files.dump() } : null
}

/** Brings files back, unless they are the very ones, which others may have gone on with. */
export function restoreFiles({ files }: Host, kept: KeptFiles | null): void {
  if (kept === null || !(files instanceof MemoryFileSystem) || idOf(files) === kept.id) return
  files.restore(kept.bytes)
}
