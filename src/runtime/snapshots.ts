import { MontySnapshotError } from '../core/errors.js'
import { Journal } from './journal.js'
import type { CompleteSnapshots } from './options.js'
import { openRecord, type PauseRecord, sealRecord } from './record.js'
import { newSnapshotId, readToken, sealedToken, storedToken } from './token.js'
import { wallClockNow } from '../core/timers.js'

/** A paused run that was taken, to be resumed by nobody else. */
export interface Taken {
  readonly record: PauseRecord
  /** What was done since, by somebody who did not get to an end; only with a store. */
  readonly journal: Journal | undefined
  /** The run went on: the token is used up. `false` when somebody else had taken it over. */
  consume(): Promise<boolean>
  /** Nothing happened: the token is good again. */
  release(): Promise<void>
}

/** Tokens without a store that were used in this process, and when they can be forgotten. */
const used = new Map<string, number>()

/** Keeps paused runs, in the store or in their tokens. */
export class Snapshots {
  readonly #options: CompleteSnapshots

  constructor(options: CompleteSnapshots) {
    this.#options = options
  }

  get hasStore(): boolean {
    return this.#options.store !== undefined
  }

  get scope(): string {
    return this.#options.scope
  }

  expiry(): number {
    return wallClockNow() + this.#options.expiresInMs
  }

  newId(runId: string): string {
    return newSnapshotId(runId)
  }

  /** Keeps a paused run, and gives the token that resumes it. */
  async put(id: string, record: PauseRecord): Promise<string> {
    const { store, key, scope } = this.#options
    const sealed = sealRecord(record, key)
    if (store === undefined) return sealedToken(sealed)
    await store.put(id, sealed, { expiresAt: record.expiresAt })
    return storedToken(id, record.expiresAt, scope, key)
  }

  /** Forgets a paused run. */
  async remove(id: string): Promise<void> {
    const { store } = this.#options
    const claim = await store?.claim(id, { leaseMs: this.#options.leaseMs })
    if (claim !== undefined) await store?.consume(id, claim.lease)
  }

  /** The run that a token belongs to, if the token says so itself. */
  runIdOf(token: string): string | undefined {
    const { scope, keys } = this.#options
    try {
      const read = readToken(token, scope, keys)
      return read.kind === 'stored' ? read.id.split('.')[0] : openRecord(read.bytes, keys).runId
    } catch {
      return undefined
    }
  }

  /**
   * Takes what a token stands for.
   *
   * @throws MontySnapshotError when the token is not good, or was used
   */
  async take(token: string): Promise<Taken> {
    const { scope, keys } = this.#options
    const read = readToken(token, scope, keys)
    return read.kind === 'stored' ? this.#claim(read.id) : this.#unpack(token, read.bytes)
  }

  async #claim(id: string): Promise<Taken> {
    const { store, key, keys } = this.#options
    if (store === undefined) {
      throw new MontySnapshotError(
        'format',
        'the token belongs to a store, and this runtime has none',
      )
    }
    const claim = await store.claim(id, { leaseMs: this.#options.leaseMs })
    if (claim === undefined) throw alreadyUsed()
    const { lease } = claim
    const release = async (): Promise<void> => {
      await store.release(id, lease)
    }
    try {
      const record = this.#checked(openRecord(claim.data, keys))
      const { expiresAt } = record
      const journal = await Journal.open(id, { store, key, keys, expiresAt })
      const consume = async (): Promise<boolean> => {
        const isOurs = await store.consume(id, lease)
        if (isOurs) await journal.clear()
        return isOurs
      }
      return { record, journal, consume, release }
    } catch (error) {
      await release()
      throw error
    }
  }

  #unpack(token: string, bytes: Buffer): Taken {
    const record = this.#checked(openRecord(bytes, this.#options.keys))
    const now = wallClockNow()
    for (const [old, expiresAt] of used) if (expiresAt <= now) used.delete(old)
    const mark = token.slice(-48)
    if (used.has(mark)) throw alreadyUsed()
    used.set(mark, record.expiresAt)
    return {
      record,
      journal: undefined,
      consume: () => Promise.resolve(true),
      release: async () => void used.delete(mark),
    }
  }

  #checked(record: PauseRecord): PauseRecord {
    if (record.scope === this.#options.scope) return record
    throw new MontySnapshotError('signature', 'the token was made for another runtime')
  }

  /** The runs that wait in the store and that nobody is resuming. */
  async list(): Promise<Array<{ record: PauseRecord; token: string }>> {
    const { store, key, keys, scope } = this.#options
    const waiting: Array<{ record: PauseRecord; token: string }> = []
    for (const { id, leasedUntil } of (await store?.list()) ?? []) {
      if (id.includes('/') || leasedUntil !== undefined) continue
      const claim = await store!.claim(id, { leaseMs: 10_000 })
      if (claim === undefined) continue
      const record = openRecord(claim.data, keys)
      await store!.release(id, claim.lease)
      if (record.scope !== scope) continue
      waiting.push({ record, token: storedToken(id, record.expiresAt, scope, key) })
    }
    return waiting
  }
}

export function alreadyUsed(): MontySnapshotError {
  return new MontySnapshotError(
    'used',
    'the run was resumed already, or is being resumed: if it was paused again, there is a new token',
  )
}
