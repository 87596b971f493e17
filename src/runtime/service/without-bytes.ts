import type { Artifact, Outcome } from '../../host/outcome.js'
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
