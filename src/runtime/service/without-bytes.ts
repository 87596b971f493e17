import type { Artifact, CallRecord, Outcome, PendingCall } from '../../host/outcome.js'
import { withoutValues } from '../observe/records.js'
import type { RunEvent } from '../observe/run-event.js'

/** A file of a run, as a service lists it: its bytes are requested by its name. */
export interface ListedArtifact {
  readonly name: string
  /** Media type. */
  readonly type: string
  /** Size in bytes. */
  readonly bytes: number
}

export const artifactsWithoutBytes = (artifacts: readonly Artifact[]): ListedArtifact[] =>
  artifacts.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length }))

/** An outcome without the bytes of its files. */
export const outcomeWithoutBytes = (outcome: Outcome): object => ({
  ...outcome,
  artifacts: artifactsWithoutBytes(outcome.artifacts),
})

/** An event without the bytes of files. */
export const eventWithoutBytes = (event: RunEvent): object =>
  event.type === 'done' ? { ...event, outcome: outcomeWithoutBytes(event.outcome) } : event

/** An event that is too long with its values, without any of them. */
export function bareEvent(event: RunEvent): RunEvent {
  if (event.type === 'paused') return { ...event, pending: event.pending.map(withoutInput) }
  const bare = withoutValues(event)
  return bare.type === 'done' ? { ...bare, outcome: bareOutcome(bare.outcome) } : bare
}

function bareOutcome(outcome: Outcome): Outcome {
  const calls = outcome.calls.map((call): CallRecord => ({ ...call, ...NO_ARGUMENTS }))
  const bare = { ...outcome, stdout: '', calls }
  return bare.status === 'paused' ? { ...bare, pending: bare.pending.map(withoutInput) } : bare
}

const NO_ARGUMENTS = { args: [], kwargs: {}, omitted: true } as const

const withoutInput = (call: PendingCall): PendingCall => ({ ...call, input: undefined })
