import type { CallRequest } from '../../core/contract/host-call.js'
import type { Outcome as CallOutcome } from '../../core/drive/answers.js'
import { CallSuspended } from '../../core/drive/supervise.js'
import type { CallEvent } from '../../core/engine/event.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import { seal } from '../../monty/snapshot/envelope.js'
import { openEntry } from '../stores/open-entry.js'
import { readEntry } from '../stores/read.js'
import type { SnapshotStore } from '../stores/store.js'
import { fingerprintOf } from './fingerprint.js'
import { packValue, unpackValue } from './pack.js'
import { keptOutcome, restoredOutcome } from './record.js'

/** A journal entry: a call that was begun. */
interface Entry {
  readonly name: string
  readonly callId: number
  /** Digest of the arguments: equal calls have equal digests. */
  readonly fingerprint: string
  readonly outcome: ReturnType<typeof keptOutcome> | null
  isUsed?: boolean
}

/** A call of a function, or of a method on its object. */
type Journaled = CallRequest & Partial<Pick<CallEvent, 'receiver'>>

function nameOf({ receiver, name }: Journaled): string {
  return receiver === undefined ? name : `${receiver}.${name}`
}

/** Storage of a journal. */
export interface JournalPlace {
  readonly store: SnapshotStore
  readonly key: KeyLike | undefined
  readonly keys: readonly KeyLike[] | undefined
  readonly expiresAt: number
  /** Throws when another process may own the run by now: then no call is made. */
  readonly assertOwned?: () => void
  /** Whether the run was aborted: the outcomes of calls in progress are then ignored. */
  readonly isGivenUp?: () => boolean
}

const CLEAR_LEASE_MS = 10_000
const DIGITS = 6

/**
 * The calls made since a run began, or was resumed from its snapshot. If the process dies before the next
 * snapshot, the process that resumes the old one finds here which calls were made, and which may have been.
 */
export class Journal {
  readonly #prefix: string
  readonly #place: JournalPlace
  readonly #earlier: Entry[]
  #count: number

  private constructor(prefix: string, place: JournalPlace, earlier: Entry[], count: number) {
    this.#prefix = prefix
    this.#place = place
    this.#earlier = earlier
    this.#count = count
  }

  /** An empty journal. */
  static begin(id: string, place: JournalPlace): Journal {
    return new Journal(prefixOf(id), place, [], 0)
  }

  /**
   * Reads the entries of earlier attempts. `isOver` says which calls the state contains already: their entries
   * must not answer a later call that looks the same.
   */
  static async open(
    id: string,
    place: JournalPlace,
    isOver: (callId: number) => boolean = () => false,
  ): Promise<Journal> {
    const prefix = prefixOf(id)
    const earlier: Entry[] = []
    let count = 0
    for (const { id: entryId } of await place.store.list({ prefix })) {
      count = Math.max(count, Number(entryId.slice(prefix.length)) + 1)
      const data = await readEntry(place.store, entryId)
      if (data === undefined) continue
      const payload = openEntry(entryId, data, place.keys)
      earlier.push(unpackValue(payload, 'the journal') as Entry)
    }
    const known = earlier.filter(({ callId }) => !isOver(callId))
    return new Journal(prefix, place, known, count)
  }

  /** Whether the call may have been made before, with an unknown outcome. */
  isUncertain(call: CallEvent): boolean {
    const entry = this.#find(call)
    if (entry !== undefined) return entry.outcome === null
    // The same tool with other arguments: randomness or the clock led the run another way this time.
    return this.#earlier.some((one) => one.name === nameOf(call) && one.isUsed !== true)
  }

  /** Whether a call kept in the state was begun since, with an unknown outcome. */
  hasBegun(call: Journaled): boolean {
    return this.#find(call)?.outcome === null
  }

  /** Whether the call was made before, with a known outcome. */
  knows(call: Journaled): boolean {
    return (this.#find(call)?.outcome ?? null) !== null
  }

  /** The outcome of the call when it was made before; each entry answers one call. */
  outcomeOf(
    call: Journaled,
  ): { value: unknown } | { error: { type: string; message: string } } | undefined {
    const entry = this.#find(call)
    if (entry === undefined || entry.outcome === null) return undefined
    entry.isUsed = true
    const { outcome } = restoredOutcome(entry.outcome)
    if ('value' in outcome) return outcome
    return { error: outcome.error as { type: string; message: string } }
  }

  #find(call: Journaled): Entry | undefined {
    if (this.#earlier.length === 0) return undefined
    const [name, fingerprint] = [nameOf(call), fingerprintOf(call.args, call.kwargs)]
    return this.#earlier.find(
      (one) => one.name === name && one.fingerprint === fingerprint && one.isUsed !== true,
    )
  }

  /**
   * Performs a call between two writes: its beginning, and its outcome. The beginning of an idempotent call is
   * not written.
   */
  async record(call: Journaled, perform: () => unknown, isIdempotent = false): Promise<unknown> {
    const { callId } = call
    const name = nameOf(call)
    const id = this.#id(this.#count++)
    const entry = { name, callId, fingerprint: fingerprintOf(call.args, call.kwargs) }
    if (!isIdempotent) await this.#put(id, { ...entry, outcome: null })
    this.#place.assertOwned?.()
    let outcome: CallOutcome
    try {
      outcome = { value: await perform() }
    } catch (error) {
      // The call is suspended: it has no outcome yet.
      if (error instanceof CallSuspended) throw error
      outcome = { error }
    }
    // Aborted calls throw: that is not their outcome, and another process may be writing here by now.
    if (this.#place.isGivenUp?.() !== true)
      await this.#put(id, { ...entry, outcome: keptOutcome({ callId, name: call.name, outcome }) })
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  /** Writes the outcome of a call that is not made here. */
  async recordOutcome(call: Journaled, outcome: CallOutcome): Promise<void> {
    const { callId, name } = call
    const fingerprint = fingerprintOf(call.args, call.kwargs)
    const entry: Entry = {
      name: nameOf(call),
      callId,
      fingerprint,
      outcome: keptOutcome({ callId, name, outcome }),
    }
    await this.#put(this.#id(this.#count++), entry)
    this.#earlier.push(entry)
  }

  #id(number: number): string {
    return this.#prefix + String(number).padStart(DIGITS, '0')
  }

  async #put(id: string, entry: Entry): Promise<void> {
    const { store, key, expiresAt } = this.#place
    const payload = packValue(entry, 'the journal')
    const options = { encrypt: true, ...(key === undefined ? {} : { key }) }
    const sealed = seal({ kind: 'runtime', scriptName: id, payload }, options)
    await store.put(id, sealed, { expiresAt })
  }

  /** Removes the entries, after their snapshot is used up. */
  async clear(): Promise<void> {
    const { store } = this.#place
    if (store.remove !== undefined) {
      const ids = Array.from({ length: this.#count }, (_, number) => this.#id(number))
      return ids.length === 0 ? undefined : store.remove(ids)
    }
    for (const { id } of await store.list({ prefix: this.#prefix })) {
      const claim = await store.claim(id, { leaseMs: CLEAR_LEASE_MS })
      if (claim !== undefined) await store.consume(id, claim.lease)
    }
  }
}

const prefixOf = (id: string): string => `${id}/call/`
