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
import type { OutputState } from '../text.js'

/** A call as a record keeps it. */
type KeptCall = Omit<
  CallEvent,
  'printed' | 'mayAsk' | 'isAsked' | 'account' | 'inSlices' | 'heldBytes' | keyof SourceRange
> & {
  readonly position: SourceRange
}

/** Everything that a paused run needs to go on elsewhere. */
export interface PauseRecord {
  readonly runId: string
  readonly scope: string
  /** Whether the state is a session's. */
  readonly isSession: boolean
  readonly code: string
  /** The engine's dump. */
  readonly state: Uint8Array
  /** Of a program that waits for an approval itself: its inputs, packed. */
  readonly program?: Uint8Array
  readonly held: readonly CallEvent[]
  /** Held or begun calls that may have happened. */
  readonly unknown: readonly number[]
  readonly queued: readonly CallEvent[]
  /** Calls that were under way when this was written. */
  readonly running: readonly CallEvent[]
  readonly settled: readonly Settled[]
  readonly calls: readonly CallRecord[]
  readonly stdout: OutputState
  readonly usage: Usage
  /** What extensions want to know when it goes on, by their names. */
  readonly kept: Readonly<Record<string, string>>
  /** What its files held, and whose they were. */
  readonly files: readonly KeptFiles[]
  /** Files for the user so far; not there when there are none. */
  readonly artifacts?: readonly Artifact[]
  /** What has happened, as the text of JSON; only in a store. */
  readonly events?: string
  /** Of a run that is recorded: the recording so far. */
  readonly recording?: string
  /** What the execution had of its own; not there when it had nothing. */
  readonly own?: KeptGivens
  /** What was made by it and before it, with how many of the calls are its own; not there when nothing was. */
  readonly ledger?: { readonly calls: Uint8Array; readonly own: number }
  /** Calls among the held ones that wait because Python inside them does. */
  readonly inner: readonly NestedCall[]
  /** What the type checker knows of a session; `null` without one. */
  readonly earlier: Earlier | null
  /** When it can no longer be resumed, in ms since the epoch. */
  readonly expiresAt: number
  /** When it was written, in ms since the epoch; not there while it is not. */
  readonly sealedAt?: number
  /** Which pause of an entry this is, from the second one on. */
  readonly generation?: string
  /** Of a run that was under way when this was written: until then it is its process's. */
  readonly aliveUntil?: number
  /** Whether each call under way is in the journal, if it was begun at all. */
  readonly isJournaled?: boolean
  /** What whoever runs it wants to know of it elsewhere. */
  readonly note?: string
}

const VERSION = 3

/** The record of a run at rest. */
export function recordOf(
  standing: SuspendedRun,
  rest: Omit<PauseRecord, 'held' | 'queued' | 'running' | 'settled'>,
): PauseRecord {
  const { held, queued, running, settled } = standing
  return { ...rest, held, queued, running, settled }
}

/** Seals a record: signed, encrypted, expiring. */
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
 * Opens what {@link sealRecord} wrote.
 *
 * @throws MontySnapshotError when it is not authentic, of another version, or expired
 */
export const openRecord = (bytes: Uint8Array, keys: readonly KeyLike[] | undefined): PauseRecord =>
  atOnce(openRecordInSlices(bytes, keys))

/** The same for one that may be large. */
export function* openRecordInSlices(
  bytes: Uint8Array,
  keys: readonly KeyLike[] | undefined,
): Sliced<PauseRecord> {
  const { kind, payload } = yield* openInSlices(bytes, keys === undefined ? {} : { keys })
  if (kind !== 'runtime') {
    throw new MontySnapshotError('format', `the snapshot is of a ${kind}, not of a runtime's run`)
  }
  // It is authentic, so its shape is what we wrote.
  const { version, ...record } = (yield* unpackInSlices(payload, 'the paused run')) as {
    version: number
  } & KeptRecord
  if (version !== VERSION) {
    throw new MontySnapshotError('version', `the paused run has version ${version}`)
  }
  return restoredRecord(record)
}

/** A record in a form that can be packed. */
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
    // Of a run that was paused before calls were measured.
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
  /** Packed. */
  readonly value?: Uint8Array
  readonly error?: { readonly type: string; readonly message: string }
}

/** An outcome without what cannot be kept: an error is its type and message. */
export function keptOutcome({ callId, name, outcome }: Settled): KeptOutcome {
  if ('error' in outcome) return { callId, name, error: { ...raisedOf(outcome.error) } }
  try {
    return { callId, name, value: packValue(outcome.value, `result of ${name}()`) }
  } catch (error) {
    // As Python would have been told.
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

/** Python that a tool ran: what came of it, or where it waits. */
export type NestedPart =
  | { readonly code: string; readonly outcome: SubOutcome }
  | { readonly code: string; readonly record: PauseRecord }

/** A call that waits because Python inside it does. */
export interface NestedCall {
  readonly callId: number
  /** Its arguments, when somebody had decided on other ones. */
  readonly input: Record<string, unknown> | undefined
  /** In the order in which the tool began them. */
  readonly parts: readonly NestedPart[]
}
