import { nodeCrypto } from '../../core/node.js'
import type { Claim, SnapshotStore, StoredEntry } from './store.js'
import { wallClockNow } from '../../core/timers.js'

interface Entry {
  readonly data: Uint8Array
  readonly expiresAt: number
  lease: string | undefined
  leasedUntil: number
}

/** Keeps snapshots in the memory of this process: for development, tests and short waits. */
export class MemoryStore implements SnapshotStore {
  readonly #entries = new Map<string, Entry>()

  async put(id: string, data: Uint8Array, { expiresAt }: { expiresAt: number }): Promise<void> {
    this.#sweep()
    const entry: Entry = {
      data: new Uint8Array(data),
      expiresAt,
      lease: undefined,
      leasedUntil: 0,
    }
    this.#entries.set(id, entry)
  }

  async claim(id: string, { leaseMs }: { leaseMs: number }): Promise<Claim | undefined> {
    const entry = this.#live(id)
    if (entry === undefined || isLeased(entry)) return undefined
    entry.lease = nodeCrypto().randomUUID()
    entry.leasedUntil = wallClockNow() + leaseMs
    return { data: entry.data, lease: entry.lease }
  }

  async consume(id: string, lease: string): Promise<boolean> {
    const holds = this.#live(id)?.lease === lease
    if (holds) this.#entries.delete(id)
    return holds
  }

  async release(id: string, lease: string): Promise<boolean> {
    const entry = this.#live(id)
    if (entry?.lease !== lease) return false
    entry.lease = undefined
    entry.leasedUntil = 0
    return true
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    return this.#live(id)?.data
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#entries.delete(id)
  }

  async list({ prefix = '' }: { prefix?: string } = {}): Promise<StoredEntry[]> {
    this.#sweep()
    return [...this.#entries]
      .filter(([id]) => id.startsWith(prefix))
      .map(([id, entry]) => ({
        id,
        expiresAt: entry.expiresAt,
        leasedUntil: isLeased(entry) ? entry.leasedUntil : undefined,
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }

  #live(id: string): Entry | undefined {
    const entry = this.#entries.get(id)
    return entry !== undefined && entry.expiresAt > wallClockNow() ? entry : undefined
  }

  #sweep(): void {
    const now = wallClockNow()
    for (const [id, { expiresAt }] of this.#entries) {
      if (expiresAt <= now) this.#entries.delete(id)
    }
  }
}

const isLeased = ({ lease, leasedUntil }: Entry): boolean =>
  lease !== undefined && leasedUntil > wallClockNow()
