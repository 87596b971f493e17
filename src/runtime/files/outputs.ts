import type { FileSystem } from '../../core/contract/file-system.js'
import { wallClockNow } from '../../core/timers.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import { ReadOnlyFiles } from './read-only.js'

/** How much of what did not fit an answer is kept, and for how long. */
export interface OutputOptions {
  /** Of one conversation, in bytes; the oldest files make way. Default 64 MiB. */
  maxBytes?: number
  /** Of one file, in bytes; what is longer is not kept. Default 16 MiB. */
  maxFileBytes?: number
  /** Of all conversations of the runtime, in bytes; those that rest longest make way. Default 256 MiB. */
  maxTotalBytes?: number
  /** How long a conversation may rest until its files go, in ms. Default one hour. */
  expiresInMs?: number
}

export const DEFAULT_OUTPUTS: Readonly<Required<OutputOptions>> = {
  maxBytes: 64 * 1024 * 1024,
  maxFileBytes: 16 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 * 1024,
  expiresInMs: 60 * 60 * 1_000,
}

/** Where Python finds what did not fit. */
export const OUTPUTS = '/outputs'

/** What was kept for the programs of one conversation. */
export class OutputFolder {
  /** As Python sees it. */
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

  /** The most that a file may hold. */
  get maxFileBytes(): number {
    return Math.min(this.#limits.maxFileBytes, this.#limits.maxBytes)
  }

  /** Keeps a text; its path, or `undefined` when it is too long. */
  keep(text: string, extension: 'json' | 'txt'): string | undefined {
    this.#sweep()
    const content = Buffer.from(text)
    if (content.length > this.maxFileBytes) return undefined
    while (this.#tree.bytes + content.length > this.#limits.maxBytes) this.#removeOldest()
    const path = `${OUTPUTS}/${++this.#count}.${extension}`
    this.#tree.write(path, content)
    return path
  }

  /** Forgets what nobody has asked for in a long time. Paths are not given again. */
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

/** The folders of a runtime, by conversation and tenant: those of two tenants may have one name. */
export class Outputs {
  readonly #limits: Readonly<Required<OutputOptions>>
  readonly #folders = new Map<string, OutputFolder>()

  constructor(limits: Readonly<Required<OutputOptions>>) {
    this.#limits = limits
  }

  /** The folder of a tenant's conversation; a new one when it has rested for too long. */
  folder(conversation: string, tenant?: string): OutputFolder {
    this.#sweep()
    const name = JSON.stringify([conversation, tenant])
    const folder = this.#folders.get(name) ?? new OutputFolder(this.#limits)
    // Those that were used last are last.
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

/** An empty folder takes memory, too. */
const MAX_FOLDERS = 10_000
