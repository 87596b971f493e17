import { nodeCrypto } from '../../core/node.js'
import { readEntry } from '../stores/read.js'
import type { CallRequest } from '../../core/contract/host-call.js'
import type { Outcome as CallOutcome } from '../../core/drive/answers.js'
import { CallSuspended } from '../../core/drive/supervise.js'
import type { CallEvent } from '../../core/engine/event.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import { open, seal } from '../../monty/snapshot/envelope.js'
import { packValue, unpackValue } from './pack.js'
import { keptOutcome, restoredOutcome } from './record.js'
import type { SnapshotStore } from '../stores/store.js'

/** A call that was made after a run was resumed. */
interface Entry {
  readonly name: string
  readonly callId: number
  /** A digest of the arguments: what makes two calls the same. */
  readonly fingerprint: string
  readonly outcome: ReturnType<typeof keptOutcome> | null
  isUsed?: boolean
}

/** A call of a function, or of a method, which is its object's. */
type Journaled = CallRequest & Partial<Pick<CallEvent, 'receiver'>>

function nameOf({ receiver, name }: Journaled): string {
  return receiver === undefined ? name : `${receiver}.${name}`
}

interface Place {
  readonly store: SnapshotStore
  readonly key: KeyLike | undefined
  readonly keys: readonly KeyLike[] | undefined
  readonly expiresAt: number
}

const CLEAR_LEASE_MS = 10_000

/**
 * The calls made since a run was resumed from its snapshot. Should the process die before the next
 * snapshot, whoever resumes the old one again knows what was done, and what may have been.
 */
export class Journal {
  readonly #prefix: string
  readonly #place: Place
  readonly #earlier: Entry[]
  #count = 0

  private constructor(prefix: string, place: Place, earlier: Entry[]) {
    this.#prefix = prefix
    this.#place = place
    this.#earlier = earlier
    this.#count = earlier.length
  }

  /** Reads what earlier attempts left behind. */
  static async open(id: string, place: Place): Promise<Journal> {
    const prefix = `${id}/call/`
    const earlier: Entry[] = []
    for (const { id: entryId } of await place.store.list({ prefix })) {
      const data = await readEntry(place.store, entryId)
      if (data === undefined) continue
      const { payload } = open(data, place.keys === undefined ? {} : { keys: place.keys })
      earlier.push(unpackValue(payload, 'the journal') as Entry)
    }
    return new Journal(prefix, place, earlier)
  }

  /** Whether the call may have been made before, without anybody knowing what came of it. */
  isUncertain(call: CallEvent): boolean {
    const entry = this.#find(call)
    if (entry !== undefined) return entry.outcome === null
    // The same tool with other arguments: chance or the clock led the run another way this time.
    return this.#earlier.some((one) => one.name === nameOf(call) && one.isUsed !== true)
  }

  /** Whether a call that was kept was begun since, without anybody knowing what came of it. */
  hasBegun(call: Journaled): boolean {
    return this.#find(call)?.outcome === null
  }

  /** Whether the call was made before, and what came of it is known. */
  knows(call: Journaled): boolean {
    return (this.#find(call)?.outcome ?? null) !== null
  }

  /** What came of the call when it was made before; each record counts for one call. */
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

  /** Performs a call between two entries: that it began, and what came of it. */
  async record(call: Journaled, perform: () => unknown): Promise<unknown> {
    const { callId } = call
    const name = nameOf(call)
    const id = `${this.#prefix}${String(this.#count++).padStart(6, '0')}`
    const entry = { name, callId, fingerprint: fingerprintOf(call.args, call.kwargs) }
    await this.#put(id, { ...entry, outcome: null })
    let outcome: CallOutcome
    try {
      outcome = { value: await perform() }
    } catch (error) {
      // It waits: there is no outcome yet.
      if (error instanceof CallSuspended) throw error
      outcome = { error }
    }
    await this.#put(id, { ...entry, outcome: keptOutcome({ callId, name: call.name, outcome }) })
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }

  async #put(id: string, entry: Entry): Promise<void> {
    const { store, key, expiresAt } = this.#place
    const payload = packValue(entry, 'the journal')
    const options = { encrypt: true, ...(key === undefined ? {} : { key }) }
    const sealed = seal({ kind: 'runtime', scriptName: id, payload }, options)
    await store.put(id, sealed, { expiresAt })
  }

  /** Removes the entries: the snapshot they belong to is used up. */
  async clear(): Promise<void> {
    const { store } = this.#place
    for (const { id } of await store.list({ prefix: this.#prefix })) {
      const claim = await store.claim(id, { leaseMs: CLEAR_LEASE_MS })
      if (claim !== undefined) await store.consume(id, claim.lease)
    }
  }
}

function fingerprintOf(
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = {},
): string {
  const sorted = Object.entries(kwargs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const packed = packValue([[...args], sorted.map(([name, value]) => [name, value])], 'arguments')
  return nodeCrypto().createHash('sha256').update(packed).digest('base64')
}
