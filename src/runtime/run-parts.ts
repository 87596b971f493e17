import type { CallRequest } from '../core/drive/host-call.js'
import type { Printing } from '../core/drive/host.js'
import type { CallEvent } from '../core/engine/event.js'
import type { HostContext } from '../host/context.js'
import type { ToolSet } from '../host/tool.js'
import type { Decided } from './decisions.js'
import type { EventLog } from './events.js'
import type { InnerCall } from './inner.js'
import type { Journal } from './journal.js'
import type { CallRecord, Decision } from './outcome.js'
import type { Run } from './run.js'
import type { OutputBudget } from './text.js'

/** Makes the context of a tool's call. */
type MakeContext = (run: Run, call: CallRequest) => HostContext

/** What a run is made of. */
export interface RunParts {
  readonly runId: string
  readonly tools: ToolSet
  readonly log: EventLog
  readonly stdout: OutputBudget
  readonly context: MakeContext
  /** To where what it prints goes, besides its events. */
  readonly printing: Printing
  readonly calls?: readonly CallRecord[]
  /** Each about a call as it was kept. */
  readonly decisions?: ReadonlyMap<CallEvent, Decision>
  /** The same, and those about Python inside its calls. */
  readonly decided?: Decided
  /** What is known of calls that waited because Python inside them did. */
  readonly inner?: ReadonlyMap<CallEvent, InnerCall>
  readonly journal?: Journal | undefined
  /** The call of another run that it is in. */
  readonly inside?: { readonly runId: string; readonly callId: number } | undefined
  /** Whether it can wait for a decision. */
  readonly canPause?: boolean
  /** What extensions want to know when it goes on. */
  readonly keep: () => Record<string, string>
}
