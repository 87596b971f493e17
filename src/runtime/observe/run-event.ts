import type { Metadata } from '../metadata.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import type { Usage } from '../../core/errors.js'
import type { Outcome, PendingCall } from '../../host/outcome.js'

/** Something that happened in a run. */
export type RunEvent = (
  | {
      readonly type: 'start'
      readonly runId: string
      readonly code: string
      /** What the execution was given as its `metadata`. */
      readonly metadata?: Metadata
      /** Of a resumed run: what each extension kept when it was paused. */
      readonly resumed?: Readonly<Record<string, string>>
      /** Of Python inside a tool: the call that it is in. */
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
      /** Set when the call is not made, but answered by one that was made before (`after`). */
      readonly replayed?: true
      /** Where Python calls. */
      readonly position: SourceRange
      /** What the run had used until then. */
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
      /** Set when the error is not the tool's own, but says that it was left out, as `budgets.recordBytes` was spent. */
      readonly omitted?: true
    }
  /** What a tool told with `context.emit`. */
  | {
      readonly type: 'progress'
      readonly runId: string
      readonly callId: number
      readonly name: string
      readonly data: unknown
    }
  /** An event of an execution inside a tool, or what an extension tells. */
  | {
      readonly type: 'child'
      readonly runId: string
      /** The call it happened in, if it happened in one. */
      readonly callId: number | undefined
      readonly name: string
      readonly event: unknown
    }
  | {
      readonly type: 'paused'
      readonly runId: string
      readonly pending: readonly PendingCall[]
      /** Where the program makes them, by their ids; those of Python inside tools are not here. */
      readonly positions: Readonly<Record<number, SourceRange>>
      readonly token: string
    }
  | { readonly type: 'done'; readonly runId: string; readonly outcome: Outcome }
) & {
  /** When it happened, in ms since the epoch, with fractions. */
  readonly atMs: number
}

type Untimed<E> = E extends RunEvent ? Omit<E, 'atMs'> : never

/** What happened, whenever that was. */
export type Happening = Untimed<RunEvent>
