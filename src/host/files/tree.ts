import { fileError } from './errors.js'

export interface FileNode {
  readonly kind: 'file'
  /** The content, in the pieces in which it was written. */
  chunks: Buffer[]
  size: number
  modifiedMs: number
}

export interface DirectoryNode {
  readonly kind: 'directory'
  readonly children: Map<string, Node>
  modifiedMs: number
}

export type Node = FileNode | DirectoryNode

/** Limits of a tree. */
export interface Quotas {
  readonly maxBytes: number
  /** Files and directories together. */
  readonly maxFiles: number
  readonly maxDepth: number
}

const MAX_NAME_BYTES = 255

/** Files in directories, within quotas. Paths are absolute and normalized. */
export class FileTree {
  readonly #root: DirectoryNode = { kind: 'directory', children: new Map(), modifiedMs: 0 }
  readonly #quotas: Quotas
  #bytes = 0
  #files = 0

  constructor(quotas: Quotas) {
    this.#quotas = quotas
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The number of files and directories. */
  get files(): number {
    return this.#files
  }

  find(path: string): Node | undefined {
    let node: Node | undefined = this.#root
    for (const part of partsOf(path)) {
      if (node?.kind !== 'directory') return undefined
      node = node.children.get(part)
    }
    return node
  }

  /** The file at a path. */
  file(path: string): FileNode {
    const node = this.#known(path)
    if (node.kind === 'directory') throw fileError('isDirectory', path)
    return node
  }

  directory(path: string): DirectoryNode {
    const node = this.#known(path)
    if (node.kind === 'file') throw fileError('notDirectory', path)
    return node
  }

  /** Replaces the content of a file; creates the file in a directory that exists. */
  write(path: string, bytes: Buffer, nowMs: number): void {
    const file = this.#fileFor(path, nowMs)
    this.#charge(bytes.length - file.size, path)
    file.chunks = bytes.length === 0 ? [] : [bytes]
    file.size = bytes.length
    file.modifiedMs = nowMs
  }

  append(path: string, bytes: Buffer, nowMs: number): void {
    const file = this.#fileFor(path, nowMs)
    this.#charge(bytes.length, path)
    if (bytes.length > 0) file.chunks.push(bytes)
    file.size += bytes.length
    file.modifiedMs = nowMs
  }

  makeDirectory(
    path: string,
    options: { parents: boolean; existOk: boolean },
    nowMs: number,
  ): void {
    const existing = this.find(path)
    if (existing !== undefined) {
      if (existing.kind === 'directory' && options.existOk) return
      throw fileError('exists', path)
    }
    const { parent, name } = splitPath(path)
    if (options.parents) this.#makeParents(parent, nowMs)
    this.#add(path, parent, name, { kind: 'directory', children: new Map(), modifiedMs: nowMs })
  }

  /** Creates parents from the top in a loop, as Python may give a path of any length. */
  #makeParents(path: string, nowMs: number): void {
    this.#checkPath(path, 1)
    let parent = '/'
    for (const name of partsOf(path)) {
      const at = parent === '/' ? `/${name}` : `${parent}/${name}`
      if (this.find(at) === undefined) {
        const added: Node = { kind: 'directory', children: new Map(), modifiedMs: nowMs }
        this.#add(at, parent, name, added)
      }
      parent = at
    }
  }

  removeFile(path: string): void {
    const { size } = this.file(path)
    this.#detach(path)
    this.#bytes -= size
    this.#files--
  }

  removeDirectory(path: string): void {
    const { children } = this.directory(path)
    if (children.size > 0) throw fileError('notEmpty', path)
    if (path === '/') throw fileError('denied', path)
    this.#detach(path)
    this.#files--
  }

  /**
   * Moves a file or a directory. Replaces an existing file, or an empty directory by a directory.
   */
  rename(from: string, to: string, nowMs: number): void {
    const node = this.#known(from)
    if (from === to) return
    if (from === '/' || `${to}/`.startsWith(`${from}/`)) throw fileError('denied', to)
    const { parent, name } = splitPath(to)
    this.directory(parent)
    this.#checkPath(to, depthOf(node))
    const existing = this.find(to)
    if (existing?.kind === 'directory') {
      if (node.kind === 'file') throw fileError('isDirectory', to)
      this.removeDirectory(to)
    } else if (existing !== undefined) {
      if (node.kind === 'directory') throw fileError('notDirectory', to)
      this.removeFile(to)
    }
    this.#detach(from)
    this.directory(parent).children.set(name, node)
    node.modifiedMs = nowMs
  }

  /**
   * Every file and directory below a directory, parents before their children, in order of names.
   */
  *walk(path = '/', node: Node | undefined = this.find(path)): Generator<[string, Node]> {
    if (node?.kind !== 'directory') return
    const names = [...node.children.keys()].toSorted()
    for (const name of names) {
      const child = node.children.get(name)!
      const childPath = path === '/' ? `/${name}` : `${path}/${name}`
      yield [childPath, child]
      yield* this.walk(childPath, child)
    }
  }

  #known(path: string): Node {
    const node = this.find(path)
    if (node !== undefined) return node
    // A file on the path is reported as another error than a missing entry.
    const { parent } = splitPath(path)
    const isBelowFile = parent !== path && this.#isBelowFile(parent)
    throw fileError(isBelowFile ? 'notDirectory' : 'notFound', path)
  }

  #isBelowFile(path: string): boolean {
    let node: Node | undefined = this.#root
    for (const part of partsOf(path)) {
      if (node?.kind !== 'directory') break
      node = node.children.get(part)
    }
    return node?.kind === 'file'
  }

  #fileFor(path: string, nowMs: number): FileNode {
    const existing = this.find(path)
    if (existing?.kind === 'directory') throw fileError('isDirectory', path)
    if (existing !== undefined) return existing
    const { parent, name } = splitPath(path)
    const file: FileNode = { kind: 'file', chunks: [], size: 0, modifiedMs: nowMs }
    this.#add(path, parent, name, file)
    return file
  }

  #add(path: string, parent: string, name: string, node: Node): void {
    const directory = this.directory(parent)
    this.#checkPath(path, 1)
    if (this.#files >= this.#quotas.maxFiles) throw fileError('full', path)
    directory.children.set(name, node)
    this.#files++
  }

  #checkPath(path: string, depth: number): void {
    const parts = partsOf(path)
    const isTooLong = parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)
    if (isTooLong || parts.length + depth - 1 > this.#quotas.maxDepth)
      throw fileError('tooLong', path)
  }

  #charge(bytes: number, path: string): void {
    if (bytes > 0 && this.#bytes + bytes > this.#quotas.maxBytes) throw fileError('full', path)
    this.#bytes += bytes
  }

  #detach(path: string): void {
    const { parent, name } = splitPath(path)
    this.directory(parent).children.delete(name)
  }
}

/** The content of a file, in one piece. */
export function contentOf(file: FileNode): Buffer {
  if (file.chunks.length > 1) file.chunks = [Buffer.concat(file.chunks)]
  return file.chunks[0] ?? Buffer.alloc(0)
}

export function splitPath(path: string): { parent: string; name: string } {
  const at = path.lastIndexOf('/')
  return { parent: at <= 0 ? '/' : path.slice(0, at), name: path.slice(at + 1) }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function depthOf(node: Node): number {
  if (node.kind === 'file') return 1
  return 1 + Math.max(0, ...[...node.children.values()].map(depthOf))
}
