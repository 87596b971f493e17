import type { FileSystem } from './file-system.js'

/** Files in memory, which the Python and the host share. */
export class MemoryFileSystem implements FileSystem {
  readonly #files = new Map<string, Buffer>()

  exists(path: string): boolean {
    return this.#files.has(path)
  }

  readText(path: string): string {
    return this.readBytes(path).toString('utf8')
  }

  readBytes(path: string): Buffer {
    const bytes = this.#files.get(path)
    if (bytes === undefined) throw new Error(`no such file: ${path}`)
    return Buffer.from(bytes)
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(path, Buffer.from(content as string))
  }

  remove(path: string): void {
    this.#files.delete(path)
  }

  list(path = '/'): string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`
    return [...this.#files.keys()]
      .filter((one) => one === path || one.startsWith(prefix))
      .toSorted()
  }
}
