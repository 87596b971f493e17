import type { Usage } from '../../core/errors.js'
import type { NestedTurns } from '../../core/drive/nested-turns.js'
import type { CallEvent } from '../../core/engine/event.js'
import type { CallRequest, RunScope } from '../../core/contract/host-call.js'
import type { Artifacts } from '../files/artifacts.js'
import type { ApprovalRules } from './approval-rules.js'
import type { LearnedTypesOf } from '../learning/learned-types.js'
import type { Givens } from './given.js'
import type { NestedRuns } from './nested-runs.js'
import type { HostContext } from '../../host/context.js'
import type { ToolSet } from '../../host/tool.js'
import type { Decided } from '../paused/decisions.js'
import type { JsonEvent } from '../observe/event-json.js'
import type { EventLog, RunEvent } from '../observe/events.js'
import type { RecordBudget } from '../observe/records.js'
import type { Extension } from '../extensions.js'
import type { NestedCall } from '../paused/record.js'
import type { Ledger } from '../ledger/ledger.js'
import type { RunLedger } from '../ledger/run-ledger.js'
import type { Journal } from '../paused/journal.js'
import type { CallRecord, Decision } from '../../host/outcome.js'
import type { Recorder } from '../recording/recorder.js'
import type { Leg } from '../durable/leg.js'
import type { OutputBudget } from '../text.js'

/** Makes the context of a tool's call. */
type MakeContext = (run: CallingRun, call: CallRequest, scope: RunScope) => HostContext

/** A run, as the context of one of its calls needs it. */
export interface CallingRun {
  readonly runId: string
  readonly log: EventLog
  /** What its execution has of its own. */
  readonly givens: Givens
  readonly ledger: RunLedger
  /** What it gives the user; `undefined` when nobody wants it. */
  readonly artifacts: Artifacts | undefined
  /** What was decided about its calls and those inside them. */
  readonly decided: Decided
  /** The Python inside a call, if the call can wait with it. */
  innerOf(callId: number): NestedRuns | undefined
}

/** What a run is made of. */
export interface RunParts {
  readonly runId: string
  readonly givens: Givens
  readonly tools: ToolSet
  readonly log: EventLog
  /** How much of what crosses is kept. */
  readonly records: RecordBudget
  /** What was made, together with the run that it is in. */
  readonly ledger: Ledger
  /** What it gives the user, together with the run that it is in. */
  readonly artifacts: Artifacts | undefined
  /** Keeps what the run is given, for a replay. */
  readonly recorder?: Recorder | undefined
  /** The stretch of it that goes on elsewhere should this process die. */
  readonly leg?: Leg | undefined
  readonly stdout: OutputBudget
  readonly context: MakeContext
  /** Extensions that have something around each call. */
  readonly around: readonly Extension[]
  readonly calls?: readonly CallRecord[]
  /** What it had used when it was paused. */
  readonly usedBefore?: Usage
  /** What happened before it was paused. */
  readonly earlierEvents?: readonly JsonEvent[]
  /** Each about a call as it was kept. */
  readonly decisions?: ReadonlyMap<CallEvent, Decision>
  /** The same, and those about Python inside its calls. */
  readonly decided?: Decided
  /** What is known of calls that waited because Python inside them did. */
  readonly inner?: ReadonlyMap<CallEvent, NestedCall>
  readonly journal?: Journal | undefined
  /** The call of another run that it is in. */
  readonly parentCall?: { readonly runId: string; readonly callId: number } | undefined
  /** Whether it can wait for a decision. */
  readonly canPause?: boolean
  /** Whether Python runs on while calls wait for one. */
  readonly runsOn: boolean
  /** Learns from what tools give; `undefined` where nothing is learned. */
  readonly learning: LearnedTypesOf | undefined
  /** What was allowed for a time. */
  readonly rules: ApprovalRules
  /** What extensions want to know when it goes on. */
  readonly keep: () => Record<string, string>
}

/** The run inside whose tool another one is. */
export interface Parent extends Within {
  /** Whether it can wait with the one inside. */
  readonly canPause: boolean
  /** The call that it is in. */
  readonly inside: NonNullable<RunParts['parentCall']>
  readonly onEvent: (event: RunEvent) => void
}

/** What Python inside a tool has of the run that it is in. */
export interface Within {
  readonly depth: number
  /** Whose turn it is, of all that is inside the outermost run. */
  readonly turns: NestedTurns
  /** What the two may keep together. */
  readonly records: RecordBudget
  readonly givens: Givens
  /** What the two have made. */
  readonly ledger: Ledger
  /** What the two give the user. */
  readonly artifacts: Artifacts | undefined
}
