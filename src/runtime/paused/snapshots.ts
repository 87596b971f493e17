import { monotonicNow, nextTurn, wallClockNow } from '../../core/timers.js'
import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { Journal, type JournalPlace } from './journal.js'
import type { CompleteSnapshots } from './snapshot-options.js'
import { openRecord, openRecordInSlices, type PauseRecord, sealRecord } from './record.js'
import { soon } from '../../core/drive/in-slices.js'
import { atOnce } from '../../core/wire/sliced.js'
import { claimEntry, readEntry } from '../stores/read.js'
import { isOwn } from '../tenants/owner.js'
import {
  entryOf,
  newGeneration,
  newSnapshotId,
  readToken,
  sealedToken,
  storedToken,
  tokenId,
} from './token.js'
import { markOf, usedTokens } from './used-tokens.js'

/** A paused run that was claimed for resumption; no other process can resume it meanwhile. */
export interface ClaimedPause {
  readonly record: PauseRecord
  /** Calls of earlier attempts that did not finish; only with a store. */
  readonly journal: Journal | undefined
  /** Uses up the token, as the run has continued. Resolves to `false` when another process had taken the run over. */
  consume(): Promise<boolean>
  /** Makes the token valid again, as nothing happened. */
  release(): Promise<void>
  /**
   * Replaces the pause by the next one: the token is used up, and a new one is returned. In a store this is one
   * atomic step, so that no crash can come between the two.
   *
   * @throws MontySnapshotError when another process had taken the run over
   */
  replace(record: PauseRecord): Promise<string>
}

/** Time for which entries are read before the event loop gets a turn, in ms. */
const LIST_MS = 10

/** Stores paused runs, in the store or in their tokens. */
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

  /** Whether entries stored at `since` may have expired. */
  mayHaveExpired(since: number): boolean {
    return wallClockNow() - since >= this.#options.expiresInMs
  }

  newId(runId: string): string {
    return newSnapshotId(runId)
  }

  /** Stores a paused run and returns its token. */
  async put(id: string, record: PauseRecord): Promise<string> {
    const { store, key, scope } = this.#options
    const sealed = await soon(sealRecord(record, key))
    if (store === undefined) return this.#tokenOf(sealed, record)
    await store.put(id, sealed, { expiresAt: record.expiresAt })
    return storedToken(id, record.expiresAt, scope, key)
  }

  async #tokenOf(sealed: Buffer, { runId }: PauseRecord): Promise<string> {
    const { scope, key } = this.#options
    return soon(sealedToken(sealed, runId, scope, key))
  }

  /** Time until which a run suspended now belongs to its process alone, in case that continues to run it. */
  get aliveUntil(): number {
    return wallClockNow() + this.#options.leaseMs
  }

  /** Replaces the record of a run in progress, unless another process has resumed that. */
  async replace(id: string, record: PauseRecord): Promise<string> {
    const { store, leaseMs } = this.#options
    const claim = store && (await claimEntry(store, id, leaseMs))
    if (claim === undefined) throw alreadyUsed()
    return this.put(id, record)
  }

  /** Removes a paused run. */
  async remove(id: string): Promise<void> {
    const { store, leaseMs } = this.#options
    const claim = store && (await claimEntry(store, id, leaseMs))
    if (claim !== undefined) await store?.consume(id, claim.lease)
  }

  /**
   * Store and keys of entries.
   *
   * @throws MontyUsageError without a store
   */
  get place(): Omit<JournalPlace, 'expiresAt'> {
    const { store, key, keys } = this.#options
    if (store !== undefined) return { store, key, keys }
    throw new MontyUsageError(
      'the runtime needs snapshots: { store, key }, so that its runs can go on elsewhere',
    )
  }

  /**
   * The stored record of a run in progress; `undefined` when there is none.
   *
   * @throws MontySnapshotError for one that cannot be read here, such as of another version
   */
  async readState(id: string): Promise<PauseRecord | undefined> {
    const data = await readEntry(this.place.store, id)
    return data && this.#checked(await this.#open(data), id)
  }

  #open(data: Uint8Array): PauseRecord | Promise<PauseRecord> {
    return soon(openRecordInSlices(data, this.#options.keys))
  }

  /**
   * Claims the entry of a token until its release. With `isAgain`, takes the entry also from a process that holds an
   * expired right to it.
   *
   * @throws MontySnapshotError when the token is invalid, was used, or is of another tenant's run
   */
  async takeEntry(
    token: string,
    isAgain: boolean,
    tenant: string | undefined,
  ): Promise<{ id: string; record: PauseRecord; release: () => Promise<unknown> }> {
    const { scope, keys, leaseMs } = this.#options
    const { store } = this.place
    const read = readToken(token, scope, keys)
    if (read.kind === 'sealed') {
      throw new MontySnapshotError('format', 'the token was made by a runtime without a store')
    }
    const { id, generation } = entryOf(read.id)
    const seen = isAgain ? await readEntry(store, id) : undefined
    if (seen !== undefined) {
      const { expiresAt } = assertOwn(await this.#open(seen), tenant)
      await store.put(id, seen, { expiresAt })
    }
    const claim = await claimEntry(store, id, leaseMs)
    if (claim === undefined) throw alreadyUsed()
    const release = (): Promise<unknown> => store.release(id, claim.lease)
    try {
      const record = assertOwn(this.#checked(await this.#open(claim.data), id), tenant)
      this.#assertPause(record, generation)
      return { id, record, release }
    } catch (error) {
      await release()
      throw error
    }
  }

  /** Removes entries, claimed or not. */
  async removeEntries(ids: readonly string[]): Promise<void> {
    const { store } = this.place
    if (store.remove !== undefined) return store.remove(ids)
    for (const id of ids) await this.remove(id)
  }

  /** The id of a token's entry; `undefined` if the token is invalid or not for a store. */
  entryIdOf(token: string): string | undefined {
    const { scope, keys } = this.#options
    try {
      const read = readToken(token, scope, keys)
      return read.kind === 'stored' ? entryOf(read.id).id : undefined
    } catch {
      return undefined
    }
  }

  /** The run id of a token, as far as it can be read from the token. */
  runIdOf(token: string): string | undefined {
    const { scope, keys } = this.#options
    try {
      const read = readToken(token, scope, keys)
      if (read.kind === 'stored') return read.id.split('.')[0]
      return read.runId ?? openRecord(atOnce(read.bytes), keys).runId
    } catch {
      return undefined
    }
  }

  /**
   * Claims the paused run of a token.
   *
   * @throws MontySnapshotError when the token is invalid, was used, or is of another tenant's run
   */
  async take(token: string, tenant: string | undefined): Promise<ClaimedPause> {
    const { scope, keys } = this.#options
    const read = readToken(token, scope, keys)
    return read.kind === 'stored'
      ? this.#claim(read.id, tenant)
      : this.#unpack(await soon(read.bytes), tenant)
  }

  async #claim(storedId: string, tenant: string | undefined): Promise<ClaimedPause> {
    const { store, key, keys, leaseMs, scope } = this.#options
    if (store === undefined) {
      throw new MontySnapshotError(
        'format',
        'the token belongs to a store, and this runtime has none',
      )
    }
    const { id, generation } = entryOf(storedId)
    // Check first: a used token must not claim the entry, which the current token needs.
    const seen = await store.read?.(id)
    if (seen !== undefined) this.#assertPause(assertOwn(await this.#open(seen), tenant), generation)
    const claim = await claimEntry(store, id, leaseMs)
    if (claim === undefined) throw alreadyUsed()
    let { lease } = claim
    const release = async (): Promise<void> => {
      await store.release(id, lease)
    }
    try {
      const record = assertOwn(this.#checked(await this.#open(claim.data), id), tenant)
      this.#assertPause(record, generation)
      const journal = await Journal.open(storedId, {
        store,
        key,
        keys,
        expiresAt: record.expiresAt,
      })
      const consume = async (): Promise<boolean> => {
        const isOurs = await store.consume(id, lease)
        if (isOurs) await journal.clear()
        return isOurs
      }
      const replace = async (next: PauseRecord): Promise<string> => {
        // Renew the lease, which may be about to end: it must hold until the entry is replaced.
        const again = (await store.release(id, lease)) && (await claimEntry(store, id, leaseMs))
        if (!again) throw alreadyUsed()
        ;({ lease } = again)
        this.#assertPause(await this.#open(again.data), generation)
        const following = { ...next, generation: newGeneration() }
        const sealed = await soon(sealRecord(following, key))
        await store.put(id, sealed, { expiresAt: next.expiresAt })
        await journal.clear()
        return storedToken(tokenId(id, following.generation), next.expiresAt, scope, key)
      }
      return { record, journal, consume, release, replace }
    } catch (error) {
      await release()
      throw error
    }
  }

  #assertPause(record: PauseRecord, generation: string | undefined): void {
    if (record.generation !== generation || isUnderWay(record)) throw alreadyUsed()
  }

  async #unpack(bytes: Buffer, tenant: string | undefined): Promise<ClaimedPause> {
    const record = assertOwn(this.#checked(await this.#open(bytes)), tenant)
    const takeBack = usedTokens().use(await soon(markOf(bytes)), record.expiresAt)
    if (takeBack === undefined) throw alreadyUsed()
    return {
      record,
      journal: undefined,
      consume: () => Promise.resolve(true),
      release: async () => takeBack(),
      replace: async (next) => this.#tokenOf(await soon(sealRecord(next, this.#options.key)), next),
    }
  }

  /** Checks that a record belongs to this runtime, and to the run of its entry. */
  #checked(record: PauseRecord, id?: string): PauseRecord {
    if (id !== undefined && id.split(/[./]/, 1)[0] !== record.runId) {
      // A writer to the store may have moved it, so that the token would resume another run.
      throw new MontySnapshotError('signature', `what is kept as ${id} is another run`)
    }
    if (record.scope === this.#options.scope) return record
    throw new MontySnapshotError('signature', 'the token was made for another runtime')
  }

  /**
   * The runs of this key and scope that are paused in the store and not being resumed. Entries are only read, and
   * entries of other users of the store are skipped.
   */
  async *list(): AsyncGenerator<{ record: PauseRecord; token: string }, void> {
    const { store, key, scope } = this.#options
    if (store === undefined) return
    let began = monotonicNow()
    for (const { id, leasedUntil } of await store.list()) {
      // A store in memory answers at once: reading hundreds of entries must not block the event loop.
      if (monotonicNow() - began > LIST_MS) {
        await nextTurn()
        began = monotonicNow()
      }
      if (id.includes('/') || leasedUntil !== undefined) continue
      const data = await readEntry(store, id)
      const record = data && (await this.#ownRecord(data, id))
      if (record === undefined || isUnderWay(record)) continue
      const storedId = tokenId(id, record.generation)
      yield { record, token: storedToken(storedId, record.expiresAt, scope, key) }
    }
  }

  /** A record that could be resumed here; `undefined` for those of another key, scope or version. */
  async #ownRecord(data: Uint8Array, id: string): Promise<PauseRecord | undefined> {
    try {
      return this.#checked(await this.#open(data), id)
    } catch (error) {
      if (error instanceof MontySnapshotError) return undefined
      throw error
    }
  }
}

/** Checks the tenant of a record. A run without a tenant can be resumed by any holder of its token. */
function assertOwn(record: PauseRecord, asking: string | undefined): PauseRecord {
  if (isOwn(record.own?.tenant ?? asking, asking)) return record
  throw new MontySnapshotError('signature', 'the token was made for another tenant')
}

/** Whether the process that wrote the record may still be running it. */
const isUnderWay = ({ aliveUntil }: PauseRecord): boolean => (aliveUntil ?? 0) > wallClockNow()

export function alreadyUsed(): MontySnapshotError {
  return new MontySnapshotError(
    'used',
    'the run was resumed or given up already, or is being resumed: if it was paused again, there is a new token',
  )
}
