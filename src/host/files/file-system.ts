/** Files as the host sees them. Paths are absolute POSIX paths. */
export interface FileSystem {
  exists(path: string): boolean
  readText(path: string): string
  readBytes(path: string): Buffer
  /** Creates the file, and the directories it is in. */
  write(path: string, content: string | Uint8Array): void
  remove(path: string): void
  /** The paths of all files at or below a directory, in order. */
  list(path?: string): string[]
}
