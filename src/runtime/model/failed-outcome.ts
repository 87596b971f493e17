import { MontyQuotaError } from '../../core/errors.js'
import { montyErrorOf } from '../../core/failures.js'
import { failureStatus } from '../../hints/failure.js'
import { hintFor } from '../../hints/hint.js'
import type { CompleteRuntime } from '../options.js'
import type { FailedOutcome, Outcome } from '../../host/outcome.js'
import type { Run } from '../run/run.js'
import { type Program, surroundingsOf } from './surroundings.js'

/** What a run came to that failed, with what can be done about it. */
export function failedOutcome(
  thrown: unknown,
  run: Run,
  program: Program,
  { globals, modules, language }: CompleteRuntime,
): FailedOutcome {
  const error = montyErrorOf(thrown)
  if (error.usage !== undefined) run.usage = error.usage
  const around = surroundingsOf(globals, Object.keys(modules), program, language)
  const hint = hintFor(error, around)
  const status = failureStatus(error, program.code, language)
  const retry = error instanceof MontyQuotaError ? { retryAfterMs: error.retryAfterMs } : {}
  return { status, error, ...retry, ...(hint === undefined ? {} : { hint }), ...toldOf(run) }
}

/** What every outcome tells. */
export function toldOf({ stdout, calls, usage }: Run): Pick<Outcome, 'stdout' | 'calls' | 'usage'> {
  return { stdout: stdout.toString(), calls, usage }
}
