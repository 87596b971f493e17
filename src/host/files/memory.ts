import { NOT_HANDLED, type OsCall, serve } from '../../core/contract/os.js'
import { isByName } from '../../core/option-checks.js'
import { MontyUsageError } from '../../core/errors.js'
import { PyPath } from '../../core/values/index.js'
import { fileError } from './errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { type Archive, readArchive, writeArchive } from './archive.js'
import { normalize } from './path.js'
import { answerFromTree, parentOf } from './protocol.js'
import { contentOf, FileTree } from './tree.js'
import { wallClockNow } from '../../core/timers.js'
import { isBytes } from '../../core/realm.js'

/** Options of a {@link MemoryFileSystem}: initial files and quotas. */
export interface MemoryFileSystemOptions {
  /** Initial files: contents by absolute path. */
  files?: Readonly<Record<string, string | Uint8Array>>
  /** Sum of the sizes of all files. Default 64 MiB. */
  maxBytes?: number
  /** Files and directories together. Default 10,000. */
  maxFiles?: number
  /** Maximum number of names in a path. Default 32. */
  maxDepth?: number
  /**
   * The directory that the file system serves; other file systems serve paths elsewhere. Default
   * `'/'`.
   */
  root?: string
}

const DEFAULTS = { maxBytes: 64 * 1024 * 1024, maxFiles: 10_000, maxDepth: 32 }
const QUOTAS = ['maxBytes', 'maxFiles', 'maxDepth'] as const
const KNOWN = ['files', 'root', ...QUOTAS]

function checkOptions(options: object): void {
  if (typeof options !== 'object' || options === null) {
    throw new MontyUsageError('MemoryFileSystem must be given an object, such as { files }')
  }
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name))
  if (unknown === undefined) return
  const wayOut = unknown.startsWith('/')
    ? `: files go into { files: { '${unknown}': … } }`
    : `; there are: ${KNOWN.join(', ')}`
  throw new MontyUsageError(`${unknown} is not an option of MemoryFileSystem${wayOut}`)
}

/**
 * Files in memory, which Python and the host share: `pathlib`, `open`, `os`, `csv` and the rest
 * work on them. One file system may serve several runs, and every feed of a session.
 *
 * @example
 * ```ts
 * const files = new MemoryFileSystem({ files: { '/in.csv': 'a,b\n1,2\n' } })
 * new Monty("open('/out.txt', 'w').write(open('/in.csv').read().upper())").run({ files })
 * files.readText('/out.txt') // 'A,B\n1,2\n'
 * ```
 */
export class MemoryFileSystem implements FileSystem {
  #tree: FileTree
  readonly #quotas: typeof DEFAULTS
  readonly #root: string

  /** @throws MontyUsageError for invalid options, or files beyond the quotas */
  constructor(options: MemoryFileSystemOptions = {}) {
    checkOptions(options)
    const { files = {}, root = '/' } = options
    const quotas = { ...DEFAULTS }
    for (const name of QUOTAS) {
      const value = options[name]
      if (value === undefined) continue
      if (value !== Infinity && !(Number.isSafeInteger(value) && value >= 0)) {
        throw new MontyUsageError(`${name} must be a whole number of at least 0, or Infinity`)
      }
      quotas[name] = value
    }
    this.#quotas = quotas
    this.#root = normalize(root)
    this.#tree = new FileTree(quotas)
    if (this.#root !== '/') this.#makeDirectory(this.#root)
    if (!isByName(files)) throw new MontyUsageError('files must be an object of contents by path')
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  /** Sum of the sizes of all files, in bytes. */
  get bytes(): number {
    return this.#tree.bytes
  }

  exists(path: string): boolean {
    return this.#tree.find(normalize(path)) !== undefined
  }

  readText(path: string): string {
    return this.readBytes(path).toString('utf8')
  }

  readBytes(path: string): Buffer {
    return Buffer.from(contentOf(this.#tree.file(normalize(path))))
  }

  write(path: string, content: string | Uint8Array): void {
    if (typeof content !== 'string' && !isBytes(content)) {
      throw new MontyUsageError(`the content of ${path} must be a string or bytes`)
    }
    const target = normalize(path)
    this.#makeDirectory(parentOf(target))
    this.#tree.write(target, Buffer.from(content as string), wallClockNow())
  }

  remove(path: string): void {
    const target = normalize(path)
    const node = this.#tree.find(target)
    if (node === undefined) throw fileError('notFound', path)
    if (node.kind === 'file') return this.#tree.removeFile(target)
    const below = [...this.#tree.walk(target)].toReversed()
    for (const [child, { kind }] of below) {
      if (kind === 'file') this.#tree.removeFile(child)
      else this.#tree.removeDirectory(child)
    }
    if (target !== '/') this.#tree.removeDirectory(target)
  }

  list(path = '/'): string[] {
    const target = normalize(path)
    if (this.#tree.find(target)?.kind === 'file') return [target]
    return [...this.#tree.walk(target)].flatMap(([child, { kind }]) =>
      kind === 'file' ? [child] : [],
    )
  }

  /** Serializes all files and directories as plain data, which is not signed. */
  dump(): Buffer {
    return writeArchive({ root: this.#root, quotas: this.#quotas, tree: this.#tree })
  }

  /**
   * Restores a file system from the bytes of {@link MemoryFileSystem.dump}.
   *
   * @throws MontyUsageError for other bytes
   */
  static load(bytes: Uint8Array): MemoryFileSystem {
    const { root, quotas, directories, files } = readArchive(bytes)
    const loaded = new MemoryFileSystem({ root, ...quotas })
    loaded.#fill({ directories, files })
    return loaded
  }

  /**
   * Replaces all files by those in the bytes of {@link MemoryFileSystem.dump}.
   *
   * @throws MontyUsageError for other bytes
   */
  restore(bytes: Uint8Array): void {
    const { directories, files } = readArchive(bytes)
    this.#tree = new FileTree(this.#quotas)
    this.#fill({ directories, files })
  }

  #fill({ directories, files }: Pick<Archive, 'directories' | 'files'>): void {
    for (const { path, modifiedMs } of directories) {
      this.#tree.makeDirectory(normalize(path), { parents: true, existOk: true }, modifiedMs)
    }
    for (const { path, modifiedMs, content } of files) {
      this.#tree.write(normalize(path), Buffer.from(content), modifiedMs)
    }
  }

  [serve](call: OsCall): unknown {
    const [first, second] = call.args
    if (!(first instanceof PyPath)) return NOT_HANDLED
    const path = first.path
    if (call.name === 'Path.rename') return this.#rename(call, path, (second as PyPath).path)
    if (!this.#covers(path)) return NOT_HANDLED
    return answerFromTree(this.#tree, call, path)
  }

  #rename({ nowMs }: OsCall, from: string, to: string): unknown {
    if (!this.#covers(from) && !this.#covers(to)) return NOT_HANDLED
    if (!this.#covers(from) || !this.#covers(to)) throw fileError('crossDevice', to)
    this.#tree.rename(from, to, nowMs())
    return null
  }

  #covers(path: string): boolean {
    return this.#root === '/' || path === this.#root || path.startsWith(`${this.#root}/`)
  }

  #makeDirectory(path: string): void {
    this.#tree.makeDirectory(path, { parents: true, existOk: true }, wallClockNow())
  }
}
