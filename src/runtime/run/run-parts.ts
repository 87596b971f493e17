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

/** Creates the context of a tool's call. */
type MakeContext = (run: CallingRun, call: CallRequest, scope: RunScope) => HostContext

/** The part of a run that the context of its calls uses. */
export interface CallingRun {
  readonly runId: string
  readonly log: EventLog
  /** Options of its execution. */
  readonly givens: Givens
  readonly ledger: RunLedger
  /** Files for the user; `undefined` if artifacts are disabled. */
  readonly artifacts: Artifacts | undefined
  /** Decisions about its calls and those of nested runs. */
  readonly decided: Decided
  /** The nested runs of a call, if the call can wait for them. */
  innerOf(callId: number): NestedRuns | undefined
}

/** Dependencies of a run. */
export interface RunParts {
  readonly runId: string
  readonly givens: Givens
  readonly tools: ToolSet
  readonly log: EventLog
  /** Budget of the values kept. */
  readonly records: RecordBudget
  /** Ledger of calls, shared with its parent run. */
  readonly ledger: Ledger
  /** Files for the user, shared with its parent run. */
  readonly artifacts: Artifacts | undefined
  /** Records the run for a replay. */
  readonly recorder?: Recorder | undefined
  /** The leg, if another process continues the run when this one dies. */
  readonly leg?: Leg | undefined
  readonly stdout: OutputBudget
  readonly context: MakeContext
  /** Extensions with an `aroundCall` hook. */
  readonly around: readonly Extension[]
  readonly calls?: readonly CallRecord[]
  /** Usage of the run before it was paused. */
  readonly usedBefore?: Usage
  /** Events before the run was paused. */
  readonly earlierEvents?: readonly JsonEvent[]
  /** Decisions, by the call as it was kept. */
  readonly decisions?: ReadonlyMap<CallEvent, Decision>
  /** Decisions about its calls and those of nested runs. */
  readonly decided?: Decided
  /** Calls that were suspended because a nested run was. */
  readonly inner?: ReadonlyMap<CallEvent, NestedCall>
  readonly journal?: Journal | undefined
  /** The call of the parent run that this run is nested in. */
  readonly parentCall?: { readonly runId: string; readonly callId: number } | undefined
  /** Whether the run can pause for a decision. */
  readonly canPause?: boolean
  /** Whether Python continues while calls wait for a decision. */
  readonly runsOn: boolean
  /** Learns result types of tools; `undefined` if disabled. */
  readonly learning: LearnedTypesOf | undefined
  /** Approval rules of the runtime. */
  readonly rules: ApprovalRules
  /** The state that extensions keep with a paused run. */
  readonly keep: () => Record<string, string>
}

/** The parent of a nested run. */
export interface Parent extends Within {
  /** Whether the parent can pause together with the nested run. */
  readonly canPause: boolean
  /** The enclosing call. */
  readonly inside: NonNullable<RunParts['parentCall']>
  readonly onEvent: (event: RunEvent) => void
}

/** State that a nested run shares with its parent. */
export interface Within {
  readonly depth: number
  /** Turns of all nested runs inside the outermost run. */
  readonly turns: NestedTurns
  /** Shared budget of the values kept. */
  readonly records: RecordBudget
  readonly givens: Givens
  /** Shared ledger of calls. */
  readonly ledger: Ledger
  /** Shared files for the user. */
  readonly artifacts: Artifacts | undefined
}
