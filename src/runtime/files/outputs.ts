import type { FileSystem } from '../../core/contract/file-system.js'
import { wallClockNow } from '../../core/timers.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { ReadOnlyFiles } from './read-only.js'

/** Limits of the texts kept because they did not fit a model's answer. */
export interface OutputOptions {
  /** Total size in one conversation, in bytes; the oldest files are removed first. Default 64 MiB. */
  maxBytes?: number
  /** Size of one file, in bytes; longer texts are not kept. Default 16 MiB. */
  maxFileBytes?: number
  /**
   * Total size over all conversations of the runtime, in bytes; the longest idle are removed first. Default 256
   * MiB.
   */
  maxTotalBytes?: number
  /** Idle time after which the files of a conversation are removed, in ms. Default one hour. */
  expiresInMs?: number
}

export const DEFAULT_OUTPUTS: Readonly<Required<OutputOptions>> = {
  maxBytes: 64 * 1024 * 1024,
  maxFileBytes: 16 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 * 1024,
  expiresInMs: 60 * 60 * 1_000,
}

/** Directory in which Python finds texts that did not fit an answer. */
export const OUTPUTS = '/outputs'

/** The texts kept for the programs of one conversation. */
export class OutputFolder {
  /** Read-only view for Python. */
  readonly files: FileSystem
  readonly #limits: Readonly<Required<OutputOptions>>
  #tree = newTree()
  #count = 0
  #usedAt = wallClockNow()

  constructor(limits: Readonly<Required<OutputOptions>>) {
    this.#limits = limits
    this.files = new ReadOnlyFiles(() => {
      this.#sweep()
      return this.#tree
    })
  }

  get bytes(): number {
    return this.#tree.bytes
  }

  get usedAt(): number {
    return this.#usedAt
  }

  /** Maximum size of one file, in bytes. */
  get maxFileBytes(): number {
    return Math.min(this.#limits.maxFileBytes, this.#limits.maxBytes)
  }

  /** Stores a text and returns its path, or `undefined` when it is too long. */
  keep(text: string, extension: 'json' | 'txt'): string | undefined {
    this.#sweep()
    const content = Buffer.from(text)
    if (content.length > this.maxFileBytes) return undefined
    while (this.#tree.bytes + content.length > this.#limits.maxBytes) this.#removeOldest()
    const path = `${OUTPUTS}/${++this.#count}.${extension}`
    this.#tree.write(path, content)
    return path
  }

  /** Removes all files after a long idle time. Paths are not reused. */
  #sweep(): void {
    const now = wallClockNow()
    if (now - this.#usedAt > this.#limits.expiresInMs) this.#tree = newTree()
    this.#usedAt = now
  }

  #removeOldest(): void {
    const number = (path: string): number => Number.parseInt(path.slice(OUTPUTS.length + 1), 10)
    const [oldest] = this.#tree.list().toSorted((a, b) => number(a) - number(b))
    if (oldest !== undefined) this.#tree.remove(oldest)
  }
}

const newTree = (): MemoryFileSystem => new MemoryFileSystem({ root: OUTPUTS, maxBytes: Infinity })

/** The output folders of a runtime, by conversation and tenant: two tenants may use one conversation name. */
export class Outputs {
  readonly #limits: Readonly<Required<OutputOptions>>
  readonly #folders = new Map<string, OutputFolder>()

  constructor(limits: Readonly<Required<OutputOptions>>) {
    this.#limits = limits
  }

  /** The folder of a tenant's conversation; a new one if the old one has expired. */
  folder(conversation: string, tenant?: string): OutputFolder {
    this.#sweep()
    const name = JSON.stringify([conversation, tenant])
    const folder = this.#folders.get(name) ?? new OutputFolder(this.#limits)
    // Keep the map in order of last use.
    this.#folders.delete(name)
    this.#folders.set(name, folder)
    return folder
  }

  #sweep(): void {
    const since = wallClockNow() - this.#limits.expiresInMs
    let bytes = [...this.#folders.values()].reduce((sum, folder) => sum + folder.bytes, 0)
    for (const [name, folder] of this.#folders) {
      const isCrowded = bytes > this.#limits.maxTotalBytes || this.#folders.size > MAX_FOLDERS
      if (folder.usedAt > since && !isCrowded) continue
      this.#folders.delete(name)
      bytes -= folder.bytes
    }
  }
}

/** Bounds the memory of empty folders. */
const MAX_FOLDERS = 10_000
