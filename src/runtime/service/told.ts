import type { Artifact, Outcome } from '../../host/outcome.js'
import type { RunEvent } from '../observe/run-event.js'

/** A file of a run, as a service tells of it: its bytes are asked for by its name. */
export interface ToldArtifact {
  readonly name: string
  /** Its media type. */
  readonly type: string
  /** Its size. */
  readonly bytes: number
}

export const toldArtifacts = (artifacts: readonly Artifact[]): ToldArtifact[] =>
  artifacts.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length }))

/** What a run came to, without what is in its files. */
export const toldOutcome = (outcome: Outcome): object => ({
  ...outcome,
  artifacts: toldArtifacts(outcome.artifacts),
})

/** What happened, without what is in files. */
export const toldEvent = (event: RunEvent): object =>
  event.type === 'done' ? { ...event, outcome: toldOutcome(event.outcome) } : event
