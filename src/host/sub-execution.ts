import { monotonicNow } from '../core/timers.js'
import { nodeCrypto } from '../core/node.js'
import { isThenable } from '../core/drive/calls.js'
import type { CallRequest, HostCall, RunScope } from '../core/contract/host-call.js'
import { montyErrorOf } from '../core/failures.js'
import { failureStatus } from '../hints/failure.js'
import { type CallRecord, NO_USAGE, type Outcome } from './outcome.js'

/** Runs Python inside a tool, with the resources of the run that called the tool. */
export async function subExecute(
  run: RunScope,
  { name: caller }: CallRequest,
  code: string,
  inputs: Record<string, unknown> = {},
): Promise<Outcome> {
  const calls: CallRecord[] = []
  const printed: string[] = []
  const runId = nodeCrypto().randomUUID()
  const common = (): Pick<Outcome, 'runId' | 'stdout' | 'calls' | 'artifacts'> => ({
    runId,
    stdout: printed.join(''),
    calls,
    artifacts: [],
  })
  // Nesting that is too deep throws at once: the caller's mistake, and no failure of the program.
  const running = run.nested({
    code,
    inputs,
    caller,
    signal: run.signal,
    onPrint: (stream, text) => {
      if (stream === 'stdout') printed.push(text)
    },
    onCall: (call, next) => record(calls, call, next),
  })
  try {
    const { value, usage } = await running
    return { status: 'ok', value, ...common(), usage }
  } catch (thrown) {
    const error = montyErrorOf(thrown)
    const { usage = NO_USAGE } = error
    return { status: failureStatus(error, code), error, ...common(), usage }
  }
}

/** Performs a call and records its outcome. */
function record(calls: CallRecord[], call: HostCall, next: () => unknown): unknown {
  const { callId, name, args, kwargs } = call
  const made: CallRecord = { callId, name, args, kwargs, status: 'running', durationMs: 0 }
  calls.push(made)
  const began = monotonicNow()
  const end = (status: 'ok' | 'error'): void => {
    made.status = status
    made.durationMs = monotonicNow() - began
  }
  const fail = (error: unknown): never => {
    end('error')
    throw error
  }
  const succeed = (value: unknown): unknown => {
    end('ok')
    return value
  }
  let result: unknown
  try {
    result = next()
  } catch (error) {
    return fail(error)
  }
  return isThenable(result) ? result.then(succeed, fail) : succeed(result)
}
