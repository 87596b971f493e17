import { isThenable } from '../core/drive/calls.js'
import { type CallRequest, MAX_NESTING, nesting, type RunScope } from '../core/drive/host-call.js'
import { MontyUsageError } from '../core/errors.js'
import { montyErrorOf } from '../core/failures.js'
import { Monty } from '../core/monty.js'
import type { HostCall, RunAsyncOptions } from '../core/options.js'
import { failureStatus } from '../runtime/failure.js'
import { type CallRecord, NO_USAGE, type Outcome } from '../runtime/outcome.js'
import { monotonicNow } from '../core/timers.js'

/** Runs Python inside a tool, with what the run has that called the tool. */
export async function subExecute(
  run: RunScope,
  { name }: CallRequest,
  code: string,
  inputs: Record<string, unknown> = {},
): Promise<Outcome> {
  if (run.depth >= MAX_NESTING) {
    throw new MontyUsageError(`${name}: Python inside tools can be ${MAX_NESTING} deep`)
  }
  const told = new Told(run.given)
  const { maxCodeBytes } = run.given.limits ?? {}
  try {
    const monty = Monty.uncompiled(code, {
      inputs: Object.keys(inputs),
      ...(maxCodeBytes === undefined ? {} : { limits: { maxCodeBytes } }),
    })
    const { value, usage } = await Monty.complete(monty, told.options(run, inputs))
    return { status: 'ok', value, stdout: told.stdout, calls: told.calls, usage }
  } catch (thrown) {
    const error = montyErrorOf(thrown)
    const { usage = NO_USAGE } = error
    const status = failureStatus(error, code)
    return { status, error, stdout: told.stdout, calls: told.calls, usage }
  }
}

/** What a run inside a tool tells on its way. */
class Told {
  readonly calls: CallRecord[] = []
  readonly #given: RunAsyncOptions
  readonly #pieces: string[] = []

  constructor(given: RunAsyncOptions) {
    this.#given = given
  }

  get stdout(): string {
    return this.#pieces.join('')
  }

  /** The options of the run outside, but for what is its own. It ends with that run. */
  options(run: RunScope, inputs: Record<string, unknown>): RunAsyncOptions {
    const { timeoutMs: _, ...given } = this.#given
    const own = { [nesting]: run.depth + 1 }
    return {
      ...given,
      ...own,
      inputs,
      signal: run.signal,
      printCallback: (stream, text) => {
        if (stream === 'stdout') this.#pieces.push(text)
        this.#given.printCallback?.(stream, text)
      },
      intercept: (call, next) => this.#record(call, next),
    }
  }

  #record(call: HostCall, next: () => Promise<unknown>): unknown {
    const { callId, name, args, kwargs } = call
    const record: CallRecord = { callId, name, args, kwargs, status: 'running', durationMs: 0 }
    this.calls.push(record)
    const began = monotonicNow()
    const end = (status: 'ok' | 'error'): void => {
      record.status = status
      record.durationMs = monotonicNow() - began
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
      const { intercept } = this.#given
      result = intercept === undefined ? next() : intercept(call, next)
    } catch (error) {
      return fail(error)
    }
    return isThenable(result) ? result.then(succeed, fail) : succeed(result)
  }
}
