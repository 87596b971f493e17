import type { Metadata } from '../metadata.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import type { Usage } from '../../core/errors.js'
import type { Outcome, PendingCall } from '../../host/outcome.js'

/** An event of a run. */
export type RunEvent = (
  | {
      readonly type: 'start'
      readonly runId: string
      readonly code: string
      /** The `metadata` of the execution. */
      readonly metadata?: Metadata
      /** In a resumed run: the state that each extension kept when the run was paused. */
      readonly resumed?: Readonly<Record<string, string>>
      /** In a nested run: the call that it runs in. */
      readonly parent?: { readonly runId: string; readonly callId: number }
    }
  | {
      readonly type: 'stdout'
      readonly runId: string
      readonly stream: 'stdout' | 'stderr'
      readonly text: string
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'call'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly args: readonly unknown[]
      readonly kwargs: Readonly<Record<string, unknown>>
      /** Set when the call is not made, but answered by an earlier one (`after`). */
      readonly replayed?: true
      /** Position of the call in the source. */
      readonly position: SourceRange
      /** Usage of the run until then. */
      readonly usage: Usage
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'result'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly value: unknown
      readonly durationMs: number
      /** Set when values were left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  | {
      readonly type: 'error'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly error: unknown
      readonly durationMs: number
      /** Set when the error was left out, as `budgets.recordBytes` was spent, and replaced by one that says so. */
      readonly omitted?: true
    }
  /** Data of a tool, from `context.emit`. */
  | {
      readonly type: 'progress'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly data: unknown
    }
  /** An event of a nested run inside a tool, or of an extension. */
  | {
      readonly type: 'child'
      readonly runId: string
      /** The call in which the event happened, if any. */
      readonly callId: number | undefined
      readonly name: string
      readonly event: unknown
    }
  | {
      readonly type: 'paused'
      readonly runId: string
      readonly pending: readonly PendingCall[]
      /** Source positions of the calls, by call id; calls of nested runs are not included. */
      readonly positions: Readonly<Record<number, SourceRange>>
      readonly token: string
    }
  | { readonly type: 'done'; readonly runId: string; readonly outcome: Outcome }
) & {
  /** Time of the event, in ms since the epoch, with fractions. */
  readonly atMs: number
}

type Untimed<E> = E extends RunEvent ? Omit<E, 'atMs'> : never

/** An event without its time. */
export type UntimedEvent = Untimed<RunEvent>
