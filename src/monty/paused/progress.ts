import type { Stopped } from '../../core/drive/sync-drive.js'
import type { CallEvent } from '../../core/engine/event.js'
import { failureOf } from '../../core/engine/failure.js'
import type { Usage } from '../../core/errors.js'
import type { PausedContext } from './paused-context.js'
import { FunctionSnapshot, FutureSnapshot, NameLookupSnapshot, OsSnapshot } from './snapshots.js'

/** The result of a step: a pause, or the end of the run. */
export type MontyProgress =
  | FunctionSnapshot
  | OsSnapshot
  | NameLookupSnapshot
  | FutureSnapshot
  | MontyComplete

/**
 * The run's result.
 *
 * @example
 * ```ts
 * const progress = new Monty('6 * 7').start()
 * if (progress instanceof MontyComplete) progress.output // 42
 * ```
 */
export class MontyComplete {
  constructor(
    /** The value of the last expression. */
    readonly output: unknown,
    /** The resources used. */
    readonly usage: Usage,
  ) {}
}

/** Wraps the event that ended a step in its public class; throws when the run failed. */
export function progressOf(context: PausedContext, event: Stopped): MontyProgress {
  switch (event.kind) {
    case 'function':
      return new FunctionSnapshot(context, event as CallEvent & { kind: 'function' })
    case 'os':
      return new OsSnapshot(context, event as CallEvent & { kind: 'os' })
    case 'name':
      return new NameLookupSnapshot(context, event)
    case 'futures':
      return new FutureSnapshot(context, event)
    case 'complete':
      context.session?.onEnd()
      return new MontyComplete(event.value, event.usage)
    default: {
      const cause = event.kind === 'raised' ? context.thrown?.find(event.crossing) : undefined
      const failure = failureOf(event, cause)
      context.session?.onEnd(failure)
      throw failure
    }
  }
}
