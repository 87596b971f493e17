import type { OsServer } from './os.js'

/**
 * Files as seen by Python and the host: a `MemoryFileSystem` or a `MountDir`. Paths are absolute POSIX paths.
 * Errors have the names of Python's exceptions, such as `FileNotFoundError`.
 */
export interface FileSystem extends OsServer {
  /** Whether a file or directory exists. */
  exists(path: string): boolean
  /** Reads a file as UTF-8 text. */
  readText(path: string): string
  /** Reads a file as bytes; a copy. */
  readBytes(path: string): Buffer
  /** Replaces or creates the file, and creates missing parent directories. */
  write(path: string, content: string | Uint8Array): void
  /** Removes a file, or a directory with its contents. */
  remove(path: string): void
  /** Lists the paths of all files at or below a directory, in order. */
  list(path?: string): string[]
}
