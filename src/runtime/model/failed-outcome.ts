import { MontyQuotaError } from '../../core/errors.js'
import { montyErrorOf } from '../../core/failures.js'
import { failureStatus } from '../../hints/failure.js'
import { hintFor } from '../../hints/hint.js'
import type { CompleteRuntime } from '../resolve-options.js'
import type { FailedOutcome, OkOutcome, Outcome } from '../../host/outcome.js'
import type { Run } from '../run/run.js'
import { type Program, hintContextOf } from './hint-context.js'

/** The outcome of a failed run, with its hint. */
export function failedOutcome(
  thrown: unknown,
  run: Run,
  program: Program,
  { globals, modules, language }: CompleteRuntime,
): FailedOutcome {
  const error = montyErrorOf(thrown)
  if (error.usage !== undefined) run.usage = error.usage
  const context = hintContextOf(globals, modules, program, language)
  const hint = hintFor(error, context)
  const status = failureStatus(error, program.code, language)
  const retry = error instanceof MontyQuotaError ? { retryAfterMs: error.retryAfterMs } : {}
  return {
    status,
    error,
    ...retry,
    ...(hint === undefined ? {} : { hint }),
    ...outcomeCommonOf(run),
  }
}

/** The outcome of a successful run. Written out, as copying objects is slow beside a short run. */
export function okOutcome(value: unknown, run: Run): OkOutcome {
  return {
    status: 'ok',
    value,
    runId: run.runId,
    stdout: run.stdout.toString(),
    calls: run.calls,
    artifacts: artifactsOf(run),
    usage: run.usage,
  }
}

/** Artifacts of nested runs belong to the whole run. */
const artifactsOf = ({ artifacts, isNested }: Run): Outcome['artifacts'] =>
  isNested || artifacts === undefined ? [] : artifacts.list

/** The fields common to all outcomes. */
export function outcomeCommonOf(
  run: Run,
): Pick<Outcome, 'runId' | 'stdout' | 'calls' | 'artifacts' | 'usage'> {
  const { runId, stdout, calls, usage } = run
  return { runId, stdout: stdout.toString(), calls, artifacts: artifactsOf(run), usage }
}
