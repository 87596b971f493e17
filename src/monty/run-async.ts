import { backendOf } from './isolation.js'
import { driveAsync } from '../core/drive/async-drive.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import { KNOWN } from './host/resolve.js'
import { adjustHost } from './host/adjust.js'
import { MontyUsageError } from '../core/errors.js'
import { Monty, runNested } from './monty.js'
import type { RunAsyncOptions } from './options.js'
import type { Execution } from '../core/drive/backend.js'
import { PausedRun, type PausedContext } from './paused/index.js'

/**
 * Runs Python to its end without blocking the event loop, and resolves with the value of the last
 * expression. A paused run, or one loaded from a snapshot, is resumed with the options it was
 * started with and those given here.
 *
 * @example
 * ```ts
 * const monty = new Monty('await fetch_price("tea")')
 * await runMontyAsync(monty, {
 *   externalFunctions: { fetch_price: async (name: string) => prices[name] },
 * })
 * ```
 */
export async function runMontyAsync(
  run: Monty | PausedRun,
  options?: RunAsyncOptions,
): Promise<unknown> {
  if (run instanceof Monty) return run.runAsync(options)
  if (!(run instanceof PausedRun)) {
    throw new MontyUsageError(
      'runMontyAsync runs a Monty or a paused run, as in runMontyAsync(new Monty(code))',
    )
  }
  return drivePaused(run, options)
}

/** Options that are fixed when a run starts. */
const KEPT = ['inputs', 'limits', 'clock', 'timeZone', 'random', 'cwd', 'dicts', 'floats'] as const

async function drivePaused(paused: PausedRun, options?: RunAsyncOptions): Promise<unknown> {
  for (const name of KEPT) {
    if (name === 'clock' && typeof options?.clock === 'function') continue
    if (options?.[name] !== undefined) {
      throw new MontyUsageError(`${name} was set when the run began and cannot change`)
    }
  }
  if (paused.kind === 'futures') {
    throw new MontyUsageError(
      'the run waits for calls that were made before: resume it with their outcomes',
    )
  }
  const given = PausedRun.hostOf(paused)
  const host = adjustHost({ ...given, nest: runNested }, options, KNOWN.runAsync, 'runMontyAsync')
  const cancellation = resolveCancellation(options)
  const { context, event } = PausedRun.take(paused)
  const execution = movedTo(options?.isolation, context)
  const channel = execution.channel(host.decode, context.session !== undefined)
  context.session?.onDrive(channel)
  try {
    const { value } = await driveAsync(channel, { ...event, printed: [] }, host, cancellation)
    context.session?.onEnd()
    return value
  } catch (error) {
    context.session?.onEnd(error)
    throw error
  }
}

/** Moves a paused run to the requested backend; without `isolation` it stays where it is. */
function movedTo(isolation: unknown, { execution, scriptName, session }: PausedContext): Execution {
  const backend = backendOf(isolation)
  if (isolation === undefined || backend.owns(execution)) {
    execution.stopKeeping()
    return execution
  }
  if (session !== undefined) {
    throw new MontyUsageError('isolation was set when the session began and cannot change')
  }
  const bytes = execution.dump()
  execution.dispose()
  return backend.load(bytes, { scriptName, isSession: false, isKept: false })
}
