import { NOT_HANDLED, type OsCall, serve } from '../../core/contract/os.js'
import { PyPath } from '../../core/values/index.js'
import { fileError } from './errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { normalize } from './path.js'
import { wallClockNow } from '../../core/timers.js'

/** Several file systems as one: each path belongs to the first file system that serves it. */
export class JoinedFiles implements FileSystem {
  readonly #parts: readonly FileSystem[]

  constructor(parts: readonly FileSystem[]) {
    this.#parts = parts
  }

  exists(path: string): boolean {
    return this.#partOf(path)?.exists(path) ?? false
  }

  readText(path: string): string {
    return this.#known(path).readText(path)
  }

  readBytes(path: string): Buffer {
    return this.#known(path).readBytes(path)
  }

  write(path: string, content: string | Uint8Array): void {
    const part = this.#partOf(path)
    if (part === undefined) throw fileError('denied', path)
    part.write(path, content)
  }

  remove(path: string): void {
    this.#known(path).remove(path)
  }

  list(path = '/'): string[] {
    const top = normalize(path)
    const below = top === '/' ? '/' : `${top}/`
    const files = this.#parts.flatMap((part) =>
      part
        .list()
        .filter((file) => file === top || file.startsWith(below))
        .filter((file) => this.#partOf(file) === part),
    )
    if (files.length === 0 && top !== '/' && !this.exists(top)) throw fileError('notFound', path)
    return files.toSorted()
  }

  [serve](call: OsCall): unknown {
    for (const part of this.#parts) {
      const answer = part[serve](call)
      if (answer !== NOT_HANDLED) return answer
    }
    return NOT_HANDLED
  }

  #partOf(path: string): FileSystem | undefined {
    const args = [new PyPath(normalize(path))]
    const call: OsCall = { name: 'Path.exists', args, kwargs: {}, nowMs: wallClockNow }
    return this.#parts.find((part) => part[serve](call) !== NOT_HANDLED)
  }

  #known(path: string): FileSystem {
    const part = this.#partOf(path)
    if (part === undefined) throw fileError('notFound', path)
    return part
  }
}
