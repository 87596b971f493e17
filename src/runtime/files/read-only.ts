import type { FileSystem } from '../../core/contract/file-system.js'
import { NOT_HANDLED, type OsCall, serve } from '../../core/contract/os.js'
import { PyPath } from '../../core/values/index.js'
import { fileError } from '../../host/files/errors.js'
import type { MemoryFileSystem } from '../../host/files/memory.js'

const CHANGES: ReadonlySet<string> = new Set([
  'Path.write_text',
  'Path.append_text',
  'Path.write_bytes',
  'Path.append_bytes',
  'Path.mkdir',
  'Path.unlink',
  'Path.rmdir',
  'Path.rename',
])

/** Files that Python can read and only the host can write. */
export class ReadOnlyFiles implements FileSystem {
  readonly #files: () => MemoryFileSystem

  /** `files` is called at each access, because the tree may be replaced when it expires. */
  constructor(files: () => MemoryFileSystem) {
    this.#files = files
  }

  exists(path: string): boolean {
    return this.#files().exists(path)
  }

  readText(path: string): string {
    return this.#files().readText(path)
  }

  readBytes(path: string): Buffer {
    return this.#files().readBytes(path)
  }

  write(path: string): void {
    throw fileError('denied', path)
  }

  remove(path: string): void {
    throw fileError('denied', path)
  }

  list(path?: string): string[] {
    return this.#files().list(path)
  }

  [serve](call: OsCall): unknown {
    const [first, mode] = call.args
    const isOpening = call.name === 'open' && typeof mode === 'string' && !mode.startsWith('r')
    const isUpdating = call.name === 'open' && typeof mode === 'string' && mode.includes('+')
    if (!CHANGES.has(call.name) && !isOpening && !isUpdating) return this.#files()[serve](call)
    const about: OsCall = { ...call, name: 'Path.exists', args: [first], kwargs: {} }
    if (this.#files()[serve](about) === NOT_HANDLED) return NOT_HANDLED
    throw fileError('denied', (first as PyPath).path)
  }
}
