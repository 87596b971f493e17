import { wallClockNow } from '../../core/timers.js'
import { type SubOutcome } from '../../host/context.js'
import type { SuspendedRun } from '../../core/drive/supervise.js'
import { inBackground } from '../../core/drive/in-slices.js'
import { type Settled, raisedOf } from '../../core/drive/answers.js'
import { type CallEvent, positionOf } from '../../core/engine/event.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import { MontyError, MontySnapshotError, type Usage } from '../../core/errors.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import { atOnce, type Sliced } from '../../core/wire/sliced.js'
import { openInSlices, sealInSlices } from '../../monty/snapshot/envelope.js'
import type { Earlier } from '../../monty/snapshot/state-payload.js'
import type { KeptFiles, KeptGivens } from './kept-files.js'
import { FOR_PYTHON, packValue, unpackValue } from './pack.js'
import { packInSlices, unpackInSlices } from './pack-slices.js'
import { type KeptSubOutcome, keptSubOutcome, restoredSubOutcome } from './kept-outcome.js'
import type { Artifact, CallRecord } from '../../host/outcome.js'
import type { PlacedCall } from '../ledger/packed-calls.js'
import type { OutputState } from '../text.js'

/** A call in packable form. */
type KeptCall = Omit<
  CallEvent,
  'printed' | 'mayAsk' | 'isAsked' | 'account' | 'inSlices' | 'heldBytes' | keyof SourceRange
> & {
  readonly position: SourceRange
}

/** The complete state of a paused run, from which any process can resume. */
export interface PauseRecord {
  readonly runId: string
  readonly scope: string
  /** Whether the state is a session's. */
  readonly isSession: boolean
  readonly code: string
  /** The engine's dump. */
  readonly state: Uint8Array
  /** The inputs, packed, if the program itself awaits approval. */
  readonly program?: Uint8Array
  readonly held: readonly CallEvent[]
  /** Ids of held or begun calls that may have happened. */
  readonly unknown: readonly number[]
  readonly queued: readonly CallEvent[]
  /** Calls that were in progress when the record was written. */
  readonly running: readonly CallEvent[]
  readonly settled: readonly Settled[]
  readonly calls: readonly CallRecord[]
  readonly stdout: OutputState
  readonly usage: Usage
  /** State of extensions, by name. */
  readonly kept: Readonly<Record<string, string>>
  /** Dumps of the runtime's files, with the identities of the file systems. */
  readonly files: readonly KeptFiles[]
  /** Files for the user so far; absent when there are none. */
  readonly artifacts?: readonly Artifact[]
  /** Events so far, as JSON text; only in a store. */
  readonly events?: string
  /** The recording so far, if the run is recorded. */
  readonly recording?: string
  /** The execution's own options; absent when there are none. */
  readonly own?: KeptGivens
  /** The calls made by the run and before it, and how many are the run's own; absent when there are none. */
  readonly ledger?: { readonly calls: readonly PlacedCall[]; readonly own: number }
  /** Held calls that are suspended because a nested run is. */
  readonly inner: readonly NestedCall[]
  /** The type checker's state of a session; `null` without a session. */
  readonly earlier: Earlier | null
  /** Expiry of the pause, in ms since the epoch. */
  readonly expiresAt: number
  /** Time of sealing, in ms since the epoch; absent before. */
  readonly sealedAt?: number
  /** Generation of the pause within its store entry, from the second pause on. */
  readonly generation?: string
  /** In the record of a run in progress: time until which the run belongs to its process. */
  readonly aliveUntil?: number
  /** Whether each running call that was begun is in the journal. */
  readonly isJournaled?: boolean
  /** A note of the scheduler that runs it, for another process. */
  readonly note?: string
}

const VERSION = 4

/** The record of a suspended run. */
export function recordOf(
  suspension: SuspendedRun,
  rest: Omit<PauseRecord, 'held' | 'queued' | 'running' | 'settled'>,
): PauseRecord {
  const { held, queued, running, settled } = suspension
  return { ...rest, held, queued, running, settled }
}

/** Serializes, signs and encrypts a record, with its expiry. */
export function* sealRecord(record: PauseRecord, key: KeyLike | undefined): Sliced<Buffer> {
  const payload = yield* packInSlices(
    { version: VERSION, ...keptRecord(record), sealedAt: wallClockNow() },
    'the paused run',
  )
  return yield* sealInSlices(
    { kind: 'runtime', scriptName: record.runId, payload },
    {
      encrypt: true,
      expiresInMs: Math.max(0, record.expiresAt - wallClockNow()),
      ...(key === undefined ? {} : { key }),
    },
  )
}

/**
 * Opens a record written by {@link sealRecord}.
 *
 * @throws MontySnapshotError when it is not authentic, of another version, or expired
 */
export const openRecord = (bytes: Uint8Array, keys: readonly KeyLike[] | undefined): PauseRecord =>
  atOnce(openRecordInSlices(bytes, keys))

/** Like {@link openRecord}, in slices, for large records. */
export function* openRecordInSlices(
  bytes: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Sliced<PauseRecord> {
  const { kind, payload } = yield* openInSlices(bytes, keys === undefined ? {} : { keys })
  if (kind !== 'runtime') {
    throw new MontySnapshotError('format', `the snapshot is of a ${kind}, not of a runtime's run`)
  }
  // The payload is authentic, so its shape is the one written by `sealRecord`.
  const { version, ...record } = (yield* unpackInSlices(payload, 'the paused run')) as {
    version: number
  } & KeptRecord
  if (version !== VERSION) {
    throw new MontySnapshotError('version', `the paused run has version ${version}`)
  }
  return restoredRecord(record)
}

/** A record in packable form. */
type KeptRecord = Omit<PauseRecord, 'held' | 'queued' | 'running' | 'settled' | 'inner'> & {
  readonly settled: readonly KeptOutcome[]
  readonly held: readonly KeptCall[]
  readonly queued: readonly KeptCall[]
  readonly running: readonly KeptCall[]
  readonly inner: ReadonlyArray<Omit<NestedCall, 'parts'> & { readonly parts: readonly KeptPart[] }>
}

type KeptPart =
  | { readonly code: string; readonly end: KeptSubOutcome }
  | { readonly code: string; readonly record: KeptRecord }

function keptRecord(record: PauseRecord): KeptRecord {
  return {
    ...record,
    held: record.held.map(keptCall),
    queued: record.queued.map(keptCall),
    running: record.running.map(keptCall),
    settled: record.settled.map(keptOutcome),
    usage: { ...record.usage },
    inner: record.inner.map((call) => ({ ...call, parts: call.parts.map(keptPart) })),
  }
}

function restoredRecord(record: KeptRecord): PauseRecord {
  return {
    ...record,
    held: record.held.map(restoredCall),
    queued: record.queued.map(restoredCall),
    running: record.running.map(restoredCall),
    settled: record.settled.map(restoredOutcome),
    inner: record.inner.map((call) => ({
      ...call,
      input: call.input ?? undefined,
      parts: call.parts.map(restoredPart),
    })),
  }
}

function keptPart(part: NestedPart): KeptPart {
  const { code } = part
  if ('record' in part) return { code, record: keptRecord(part.record) }
  return { code, end: keptSubOutcome(part.outcome) }
}

function restoredPart(part: KeptPart): NestedPart {
  const { code } = part
  if ('record' in part) return { code, record: restoredRecord(part.record) }
  return { code, outcome: restoredSubOutcome(part.end) }
}

function keptCall(call: CallEvent): KeptCall {
  const { kind, name, callId, eager, awaited, receiver, args, kwargs, kib, isAlarm } = call
  const position = positionOf(call)
  return { kind, name, callId, eager, awaited, isAlarm, receiver, args, kwargs, kib, position }
}

function restoredCall({ position, ...call }: KeptCall): CallEvent {
  const { receiver, kwargs, args, kib } = call
  return {
    ...call,
    // Absent in runs that were paused before calls were measured.
    kib: kib ?? 0,
    account: undefined,
    inSlices: inBackground,
    heldBytes: 0,
    ...position,
    args: [...args],
    receiver: receiver ?? undefined,
    kwargs: kwargs ?? undefined,
    mayAsk: true,
    isAsked: false,
    printed: [],
  }
}

interface KeptOutcome {
  readonly callId: number
  readonly name: string
  /** The value, packed. */
  readonly value?: Uint8Array
  readonly error?: { readonly type: string; readonly message: string }
}

/** An outcome in packable form: an error is reduced to its type and message. */
export function keptOutcome({ callId, name, outcome }: Settled): KeptOutcome {
  if ('error' in outcome) return { callId, name, error: { ...raisedOf(outcome.error) } }
  try {
    return { callId, name, value: packValue(outcome.value, `result of ${name}()`) }
  } catch (error) {
    // The same error as Python would have received.
    const message = error instanceof MontyError ? error.message : String(error)
    return { callId, name, error: { type: 'TypeError', message } }
  }
}

export function restoredOutcome(kept: KeptOutcome): Settled {
  const { callId, name, error, value } = kept
  if (value === undefined) return { callId, name, outcome: { error } }
  const unpacked = unpackValue(value, `result of ${name}()`, FOR_PYTHON)
  return { callId, name, outcome: { value: unpacked } }
}

/** A nested run of a tool: its outcome, or its pause. */
export type NestedPart =
  | { readonly code: string; readonly outcome: SubOutcome }
  | { readonly code: string; readonly record: PauseRecord }

/** A call that is suspended because a nested run is. */
export interface NestedCall {
  readonly callId: number
  /** Arguments from a decision, if they replaced Python's. */
  readonly input: Record<string, unknown> | undefined
  /** Nested runs, in the order in which the tool began them. */
  readonly parts: readonly NestedPart[]
}
