import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { soon } from '../../core/drive/in-slices.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { sealInSlices } from '../../monty/snapshot/envelope.js'
import type { CompleteSnapshots } from '../paused/snapshot-options.js'
import { openEntryInSlices } from '../stores/open-entry.js'
import { isOwn } from '../tenants/owner.js'
import { packInSlices, unpackInSlices } from '../paused/pack-slices.js'
import { delay } from '../../core/timers.js'
import { claimEntry, readEntry } from '../stores/read.js'
import type { SnapshotStore } from '../stores/store.js'
import type { LedgerSink } from './ledger.js'
import { type MadeCall, sizeOf } from './made-call.js'
import { packedCall, type PlacedCall, restoredCalls } from './packed-calls.js'

/** Size of a part, in bytes, after which the next calls go to a new entry. */
const PART_BYTES = 64 * 1024
/** Lease of an entry while it is written, in ms. */
const LEASE_MS = 10_000
const ATTEMPTS = 50
const ATTEMPT_MS = 20

/** Store of the calls of runs. */
export type CallStore = CompleteSnapshots & { readonly store: SnapshotStore }

/** Content of one store entry. */
interface Part {
  readonly scope: string
  /** Tenant of the run; absent without a tenant. */
  readonly tenant?: string
  readonly calls: readonly PlacedCall[]
}

const partId = (runId: string, part: number): string =>
  `made/${runId}/${String(part).padStart(6, '0')}`

/**
 * The calls of a run in a store, written as they are made. The first entry is the fence: a following run
 * claims it, and from then on this process makes no more calls for the run.
 */
export class StoredCalls implements LedgerSink {
  readonly #runId: string
  readonly #tenant: string | undefined
  readonly #place: CallStore
  readonly #expiresAt: number
  readonly #calls: MadeCall[] = []
  readonly #places = new Map<MadeCall, number>()
  /** Part number of each call. */
  readonly #partOf: number[] = []
  readonly #dirty = new Set<number>()
  #lastPartBytes = 0
  #isBegun = false
  #isTaken = false
  #isOver = false
  #tail: Promise<void> = Promise.resolve()

  constructor(
    { runId, tenant }: { readonly runId: string; readonly tenant: string | undefined },
    place: CallStore,
    expiresAt: number,
  ) {
    this.#runId = runId
    this.#tenant = tenant
    this.#place = place
    this.#expiresAt = expiresAt
  }

  /** Whether the store has any entry of the run. */
  get isBegun(): boolean {
    return this.#isBegun
  }

  /** Whether another run has claimed the calls. */
  get isTaken(): boolean {
    return this.#isTaken
  }

  async begun(call: MadeCall): Promise<void> {
    if (!this.#places.has(call)) this.#add(call)
    await this.#save(call)
  }

  ended(call: MadeCall): void {
    if (this.#isOver) return
    if (!this.#places.has(call)) this.#add(call)
    // A failed write is reported when the next call begins.
    this.#save(call).catch(() => {})
  }

  /** Marks a call as changed; it is written with the next write. */
  changed(call: MadeCall): void {
    const at = this.#places.get(call)
    if (at !== undefined) this.#dirty.add(this.#partOf[at]!)
  }

  /** Stores calls, so that another run can follow. */
  async keep(calls: readonly MadeCall[]): Promise<void> {
    for (const call of calls) {
      if (!this.#places.has(call)) this.#add(call)
      this.#dirty.add(this.#partOf[this.#places.get(call)!]!)
    }
    if (!this.#isBegun) this.#dirty.add(0)
    await this.#write()
  }

  /** Removes the calls from the store; no run will follow. */
  async drop(): Promise<void> {
    this.#isOver = true
    await this.#tail
    if (this.#isBegun) await dropCalls(this.#runId, this.#place)
  }

  #add(call: MadeCall): void {
    const at = this.#calls.push(call) - 1
    this.#places.set(call, at)
    const last = this.#partOf.at(-1) ?? 0
    const isFull = this.#lastPartBytes > PART_BYTES
    this.#partOf.push(isFull ? last + 1 : last)
    this.#lastPartBytes = (isFull ? 0 : this.#lastPartBytes) + sizeOf(call)
  }

  #save(call: MadeCall): Promise<void> {
    this.#dirty.add(this.#partOf[this.#places.get(call)!]!)
    return this.#write()
  }

  /** Writes are sequential; calls that change meanwhile go with the next write. */
  #write(): Promise<void> {
    const writing = this.#tail.then(() => this.#writeDirty())
    this.#tail = writing.catch(() => {})
    return writing
  }

  async #writeDirty(): Promise<void> {
    const parts = [...this.#dirty].toSorted((a, b) => a - b)
    this.#dirty.clear()
    try {
      for (const part of parts) await this.#writePart(part)
    } catch (error) {
      for (const part of parts) this.#dirty.add(part)
      throw error
    }
  }

  async #writePart(part: number): Promise<void> {
    const { store } = this.#place
    const first = partId(this.#runId, 0)
    if (!this.#isBegun) {
      await this.#put(part)
      this.#isBegun = true
      return
    }
    const claim = await claimEntry(store, first, LEASE_MS)
    if (claim === undefined) {
      this.#isTaken = true
      throw takenOver(this.#runId)
    }
    await this.#put(part)
    // Putting the first entry has released its lease.
    if (part > 0) await store.release(first, claim.lease)
  }

  async #put(part: number): Promise<void> {
    const { store, key, scope } = this.#place
    const id = partId(this.#runId, part)
    const calls = this.#calls.flatMap((call, at) => {
      if (this.#partOf[at] !== part) return []
      return [{ at, call: packedCall(call, (one) => this.#places.get(one) ?? -1) }]
    })
    const tenant = this.#tenant
    const content: Part = { scope, ...(tenant === undefined ? {} : { tenant }), calls }
    const payload = await soon(packInSlices(content, 'the calls of the run'))
    if (part === this.#partOf.at(-1)) {
      this.#lastPartBytes = payload.reduce((sum, { length }) => sum + length, 0)
    }
    const options = { encrypt: true, ...(key === undefined ? {} : { key }) }
    const sealed = await soon(sealInSlices({ kind: 'runtime', scriptName: id, payload }, options))
    await store.put(id, sealed, { expiresAt: this.#expiresAt })
  }
}

function takenOver(runId: string): MontyUsageError {
  return new MontyUsageError(
    `another run goes on with what run ${runId} has made, so that it makes no calls any more`,
  )
}

/** Calls of a run that were claimed from a store for a following run. */
export interface TakenCalls {
  readonly tenant: string | undefined
  readonly calls: MadeCall[]
  /** Removes the claimed entries, after the calls were stored elsewhere. */
  consume(): Promise<void>
  /** Releases the claim without changes. */
  release(): Promise<void>
}

/**
 * Claims the calls of a run from the store, so that no other run can, and the run itself makes no more;
 * `undefined` when there are none, or the run is another tenant's.
 */
export async function takeCalls(
  runId: string,
  place: CallStore,
  asking: string | undefined,
): Promise<TakenCalls | undefined> {
  const { store } = place
  const first = partId(runId, 0)
  // Check the tenant before the claim: even a short claim by another tenant would stop the run from making calls.
  const seen = asking === undefined ? undefined : await readEntry(store, first)
  const begun = seen && (await soon(partOf(first, seen, place)))
  if (begun !== undefined && !isOwn(begun.tenant, asking)) return undefined
  const claim = await claimedSoon(store, first)
  if (claim === undefined) return undefined
  const release = async (): Promise<void> => void (await store.release(first, claim.lease))
  try {
    const parts: Array<readonly [string, Uint8Array]> = [[first, claim.data]]
    for (const { id } of await store.list({ prefix: `made/${runId}/` })) {
      if (id === first) continue
      const part = await store.claim(id, { leaseMs: LEASE_MS })
      if (part === undefined)
        throw new MontySnapshotError('used', `run ${runId} is being taken over`)
      parts.push([id, part.data])
      await store.release(id, part.lease)
    }
    const read: Part[] = []
    for (const [id, data] of parts) read.push(await soon(partOf(id, data, place)))
    const tenant = read[0]?.tenant
    if (!isOwn(tenant, asking)) {
      await release()
      return undefined
    }
    const calls = restoredCalls(read.flatMap((part) => part.calls))
    return { tenant, calls, consume: () => dropCalls(runId, place, claim.lease), release }
  } catch (error) {
    await release()
    throw error
  }
}

/** @throws MontySnapshotError when the entry is not authentic, or another runtime's */
function* partOf(id: string, data: Uint8Array, { keys, scope }: CallStore): Sliced<Part> {
  const payload = yield* openEntryInSlices(id, data, keys)
  const part = (yield* unpackInSlices(payload, 'the calls of the run')) as Part
  if (part.scope === scope) return part
  throw new MontySnapshotError('signature', 'the run was made by another runtime')
}

/** Retries the claim, as the run's process may be writing the entry. */
async function claimedSoon(
  store: SnapshotStore,
  id: string,
): Promise<{ data: Uint8Array; lease: string } | undefined> {
  for (let attempt = 0; ; attempt++) {
    const claim = await claimEntry(store, id, LEASE_MS)
    if (claim !== undefined || attempt === ATTEMPTS) return claim
    const [entry] = await store.list({ prefix: id })
    if (entry === undefined) return undefined
    await delay(ATTEMPT_MS)
  }
}

/** Removes the calls of a run from a store; `lease` is the lease of the first entry, if claimed. */
export async function dropCalls(
  runId: string,
  { store }: CallStore,
  lease?: string,
): Promise<void> {
  const first = partId(runId, 0)
  for (const { id } of (await store.list({ prefix: `made/${runId}/` })).toReversed()) {
    const own = id === first ? lease : undefined
    const held = own ?? (await store.claim(id, { leaseMs: LEASE_MS }))?.lease
    if (held !== undefined) await store.consume(id, held)
  }
}
