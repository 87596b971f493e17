import { MontyUsageError, type Usage } from '../../core/errors.js'
import { packValue, unpackValue } from './pack.js'
import type { CallRecord, Outcome } from '../../host/outcome.js'
import type { FailureStatus } from '../../hints/failure.js'

/** The outcome of a nested run, in packable form. */
export interface KeptSubOutcome {
  readonly runId: string
  readonly status: 'ok' | FailureStatus
  readonly stdout: string
  readonly calls: readonly CallRecord[]
  readonly usage: Usage
  /** The value, packed. */
  readonly value?: Uint8Array
  /** Text of the error of a failed run. */
  readonly error?: string
  readonly hint?: string
}

export function keptSubOutcome(outcome: Outcome): KeptSubOutcome {
  const { runId, stdout, calls } = outcome
  const common = { runId, stdout, calls: [...calls], usage: { ...outcome.usage } }
  switch (outcome.status) {
    case 'ok':
      return {
        ...common,
        status: 'ok',
        value: packValue(outcome.value, 'the value of inner Python'),
      }
    case 'paused':
      throw new MontyUsageError('a paused outcome is stored as its record')
    default: {
      const { status, error, hint } = outcome
      return { ...common, status, error: error.display(), ...(hint === undefined ? {} : { hint }) }
    }
  }
}

export function restoredSubOutcome(kept: KeptSubOutcome): Outcome {
  const { runId, status, stdout, calls, usage, value, error = '', hint } = kept
  // Files for the user belong to the whole run.
  const common = { runId, stdout, calls, usage, artifacts: [] }
  if (status === 'ok') {
    return { ...common, status, value: value && unpackValue(value, 'the value of inner Python') }
  }
  const failure = new MontyUsageError(error)
  return { ...common, status, error: failure, ...(hint === undefined ? {} : { hint }) }
}
