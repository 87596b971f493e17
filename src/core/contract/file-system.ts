import type { OsServer } from './os.js'

/**
 * Files as Python and the host see them: a `MemoryFileSystem` or a `MountDir`. Paths are absolute
 * POSIX paths. What goes wrong is thrown as Python names it, such as `FileNotFoundError`.
 */
export interface FileSystem extends OsServer {
  /** Whether there is a file or directory. */
  exists(path: string): boolean
  /** What a file holds, as UTF-8. */
  readText(path: string): string
  /** What a file holds; a copy. */
  readBytes(path: string): Buffer
  /** Replaces the file; creates it, and the directories it is in. */
  write(path: string, content: string | Uint8Array): void
  /** Removes a file, or a directory with all that is in it. */
  remove(path: string): void
  /** The paths of all files at or below a directory, in order. */
  list(path?: string): string[]
}
