import type { Stopped } from '../../core/drive/sync-drive.js'
import type { CallEvent } from '../../core/engine/event.js'
import { failureOf } from '../../core/engine/failure.js'
import type { Usage } from '../../core/errors.js'
import type { PausedContext } from './paused-context.js'
import { FunctionSnapshot, FutureSnapshot, NameLookupSnapshot, OsSnapshot } from './snapshots.js'

/** What a run came to: a pause, or its end. */
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
    /** What the run has used. */
    readonly usage: Usage,
  ) {}
}

/** The public face of what a step led to. Throws how a run failed. */
export function progressOf(rest: PausedContext, event: Stopped): MontyProgress {
  switch (event.kind) {
    case 'function':
      return new FunctionSnapshot(rest, event as CallEvent & { kind: 'function' })
    case 'os':
      return new OsSnapshot(rest, event as CallEvent & { kind: 'os' })
    case 'name':
      return new NameLookupSnapshot(rest, event)
    case 'futures':
      return new FutureSnapshot(rest, event)
    case 'complete':
      rest.session?.onEnd()
      return new MontyComplete(event.value, event.usage)
    default: {
      const cause = event.kind === 'raised' ? rest.thrown?.find(event.crossing) : undefined
      const failure = failureOf(event, cause)
      rest.session?.onEnd(failure)
      throw failure
    }
  }
}
