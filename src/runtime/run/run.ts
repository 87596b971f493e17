import { monotonicNow } from '../../core/timers.js'
import { type Printing, resolvePrinting } from '../../monty/host/resolve.js'
import { Gate } from './approval-gate.js'
import type { Admitted } from './approval-gate.js'
import type { Callee } from '../../core/contract/host-call.js'
import type { HostCallable } from '../../core/contract/host-call.js'
import { isThenable } from '../../core/drive/calls.js'
import { weightOf } from '../../core/drive/error-weight.js'
import type { CallRequest, PrintCallback, RunScope } from '../../core/contract/host-call.js'
import { type SuspendedRun, CallSuspended, type Supervisor } from '../../core/drive/supervise.js'
import type { Account } from '../../core/engine/account.js'
import { type CallEvent, positionOf } from '../../core/engine/event.js'
import type { Usage } from '../../core/errors.js'
import type { ApprovalContext } from '../../host/context.js'
import { ParkedTool } from '../../host/parked-tool.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import type { ParkedCall } from '../durable/leg.js'
import type { Decided } from '../paused/decisions.js'
import { CallDeniedError } from './denied.js'
import type { EventLog } from '../observe/events.js'
import { performAround } from '../extensions.js'
import type { Artifacts } from '../files/artifacts.js'
import type { Givens } from './given.js'
import { RunLedger } from '../ledger/run-ledger.js'
import { keptEvents } from '../observe/stored-events.js'
import type { LearnedTypesOf } from '../learning/learned-types.js'
import { NestedRuns } from './nested-runs.js'
import type { PauseRecord, NestedCall } from '../paused/record.js'
import { type CallRecord, NO_USAGE } from '../../host/outcome.js'
import type { RunParts } from './run-parts.js'
import type { OutputBudget } from '../text.js'

const NOTHING_DECIDED: Decided = new Map()

/** Learns the type of a tool's result, and returns the value for Python. */
function learned(
  result: unknown,
  { name }: CallRequest,
  tool: Tool,
  learning: LearnedTypesOf,
): unknown {
  return isThenable(result)
    ? result.then((value) => learning.result(name, tool, value))
    : learning.result(name, tool, result)
}

/** One run: performs its calls, emits its events, and holds calls that need an approval. */
export class Run implements Supervisor {
  readonly runId: string
  readonly tools: ToolSet
  readonly log: EventLog
  readonly calls: CallRecord[]
  readonly stdout: OutputBudget
  readonly givens: Givens
  /** The run's view of the ledger. */
  readonly ledger: RunLedger
  readonly artifacts: Artifacts | undefined
  usage: Usage = NO_USAGE
  /** Called when Python waits for calls in progress while others are held. */
  onSuspension: ((suspension: SuspendedRun) => void) | undefined
  /** Called when Python waits for calls in progress. */
  onWait: ((suspension: () => SuspendedRun, leave: () => boolean) => void) | undefined
  /** Called when a call has to wait for a decision. */
  onHold: (() => void) | undefined
  /** Calls that are held only because the run is about to leave this process, by id. */
  readonly postponed = new Set<number>()
  /** Calls that may have happened, by id. */
  readonly unknown = new Set<number>()
  /** The pause record of a suspended nested run. */
  pauseRecord: PauseRecord | undefined
  readonly #parts: RunParts
  /** Destination of printed output, besides events. */
  readonly #printing: Printing
  readonly #gate: Gate
  readonly #inner = new Map<number, NestedRuns>()
  /**
   * Times after which the run need not stay in the process for a call in progress, by call id; calls not listed keep
   * the run here.
   */
  readonly #leaveAt = new Map<number, number>()

  constructor(parts: RunParts) {
    this.#parts = parts
    this.runId = parts.runId
    this.tools = parts.tools
    this.log = parts.log
    this.stdout = parts.stdout
    this.givens = parts.givens
    this.artifacts = parts.artifacts
    if (parts.givens.folder !== undefined) this.stdout.keepAll()
    this.ledger = new RunLedger(parts.ledger, parts.runId, parts.parentCall)
    this.#printing = resolvePrinting(parts.givens.host.given)
    this.calls = [...(parts.calls ?? [])]
    this.#gate = new Gate({
      canPause: this.#canPause,
      decisions: parts.decisions ?? new Map(),
      inner: parts.inner ?? new Map(),
      journal: parts.journal,
      ledger: this.ledger,
      approvalContext: this.#approvalContext,
      isAllowed: (call, input) => parts.rules.allows(call.name, input, parts.givens),
      execute: this.#execute,
    })
  }

  /** The run's events as JSON text, including those before a pause. */
  get keptEvents(): string {
    return keptEvents(this.#parts.earlierEvents ?? [], this.log.all)
  }

  /** The state that extensions keep with a paused run. */
  keep(): Record<string, string> {
    return this.#parts.keep()
  }

  readonly print: PrintCallback = (stream, text) => {
    if (stream === 'stdout') this.stdout.add(text)
    this.log.push({ type: 'stdout', runId: this.runId, stream, text })
    this.#printing.print?.(stream, text)
  }

  /** Prints buffered output. */
  get flush(): (() => void) | undefined {
    return this.#printing.flush
  }

  /** Usage since the run was paused last; usage before was counted then. */
  get usedHere(): Usage {
    const { usage } = this
    const { durationMs, hostCalls, outputBytes } = this.#parts.usedBefore ?? NO_USAGE
    return {
      durationMs: Math.max(0, usage.durationMs - durationMs),
      peakMemoryBytes: usage.peakMemoryBytes,
      hostCalls: Math.max(0, usage.hostCalls - hostCalls),
      outputBytes: Math.max(0, usage.outputBytes - outputBytes),
    }
  }

  onUsage(usage: Usage, account: Account): void {
    this.usage = usage
    this.#parts.records.count(account.takeMoved())
  }

  onSuspended(suspension: SuspendedRun): void {
    this.onSuspension?.(suspension)
  }

  onWaiting(suspension: () => SuspendedRun, leave: () => boolean): void {
    this.onWait?.(suspension, leave)
  }

  /** Whether there are calls in progress for which the run need not stay in the process. */
  get mayLeave(): boolean {
    return this.#leaveAt.size > 0
  }

  /**
   * The monotonic time after which the run need not stay for the calls in progress; `undefined` when it has to
   * stay.
   */
  leavesAt(running: readonly CallEvent[]): number | undefined {
    const times = running.map(({ callId }) => this.#leaveAt.get(callId))
    return times.reduce<number | undefined>(
      (last, at) => (last === undefined || at === undefined ? undefined : Math.max(last, at)),
      times.length === 0 ? undefined : 0,
    )
  }

  holds(call: CallEvent, callee: Callee | undefined): boolean {
    if (this.unknown.has(call.callId)) return true
    if (this.#gate.isDecided(call)) return false
    const isUncertain =
      this.#parts.journal?.isUncertain(call) === true || this.#gate.mayHaveBeenMade(call, callee)
    if (isUncertain) {
      this.unknown.add(call.callId)
      return true
    }
    const isHeld = this.#gate.holds(call, callee)
    if (isHeld) this.onHold?.()
    if (isHeld || this.leg?.isDraining !== true) return isHeld
    this.postponed.add(call.callId)
    return true
  }

  parks(call: CallEvent): boolean {
    if (this.leg === undefined || this.#gate.isDecided(call)) return false
    const tool = this.#parkedTool(call)
    if (tool === undefined || this.#parts.journal?.knows(call) === true) return false
    if (tool.payloadOf(call) === undefined) return false
    // Report the call now, as it is made elsewhere.
    if (!this.calls.some(({ callId }) => callId === call.callId)) this.#begin(call, false)
    return true
  }

  #toolOf({ name, receiver }: CallEvent): Tool | undefined {
    return receiver === undefined && Object.hasOwn(this.tools, name) ? this.tools[name] : undefined
  }

  #parkedTool(call: CallEvent): ParkedTool | undefined {
    const tool = this.#toolOf(call)
    return tool instanceof ParkedTool ? tool : undefined
  }

  /** The parked calls among the held ones, which are made elsewhere. */
  parkedAmong(held: readonly CallEvent[]): ParkedCall[] {
    return held.flatMap((call) => {
      const tool = this.#parkedTool(call)
      const payload = tool?.payloadOf(call)
      if (tool === undefined || payload === undefined || this.unknown.has(call.callId)) return []
      return [{ callId: call.callId, name: call.name, payload, by: tool.by }]
    })
  }

  pass(tool: HostCallable, call: CallRequest, scope: RunScope): unknown {
    return this.#gate.pass(tool as Tool, call, scope)
  }

  /** Whether this is a nested run. */
  get isNested(): boolean {
    return this.#parts.parentCall !== undefined
  }

  /** The call of the parent run that this run is nested in. */
  get inside(): RunParts['parentCall'] {
    return this.#parts.parentCall
  }

  get runsOn(): boolean {
    return this.#parts.runsOn
  }

  /** The leg, if another process continues the run when this one dies. */
  get leg(): RunParts['leg'] {
    return this.#parts.leg
  }

  /** The recorder of the run. */
  get recorder(): RunParts['recorder'] {
    return this.#parts.recorder
  }

  get #canPause(): boolean {
    return this.#parts.canPause ?? true
  }

  get decided(): Decided {
    return this.#parts.decided ?? NOTHING_DECIDED
  }

  /** The nested runs of a call, if the call can wait for them. */
  innerOf(callId: number): NestedRuns | undefined {
    return this.#inner.get(callId)
  }

  /** The records of calls that are suspended because a nested run is. */
  keptInner(waiting: readonly CallEvent[]): NestedCall[] {
    return waiting.flatMap((held) => {
      const { callId } = held
      const call = this.#inner.get(callId)?.kept(callId) ?? this.#parts.inner?.get(held)
      return call === undefined ? [] : [call]
    })
  }

  perform(call: CallEvent, callee: Callee | undefined, next: () => unknown): unknown {
    const isReplayed = this.#gate.isReplayed(call, callee)
    const make = (): unknown =>
      this.#recordCall(call, () => this.#gate.perform(call, callee, next), isReplayed)
    const refuse = (error: unknown): unknown => {
      if (error instanceof CallSuspended) throw error
      return this.#recordCall(call, () => {
        throw error
      })
    }
    let admission: unknown
    try {
      admission = this.#gate.admit(call, callee)
    } catch (error) {
      return refuse(error)
    }
    return isThenable(admission) ? admission.then(make, refuse) : make()
  }

  /** Records a call and its end, and emits the events of both. */
  #recordCall(call: CallEvent, perform: () => unknown, isReplayed = false): unknown {
    const { callId, name } = call
    const { runId, log } = this
    const record = this.#begin(call, isReplayed)
    const began = monotonicNow()
    const parkAfterMs = this.leg && this.#toolOf(call)?.parkAfterMs
    if (parkAfterMs !== undefined) this.#leaveAt.set(callId, began + parkAfterMs)
    const succeed = (value: unknown): unknown => {
      this.#leaveAt.delete(callId)
      record.durationMs = monotonicNow() - began
      record.status = 'ok'
      log.push({ type: 'result', runId, callId, name, value, durationMs: record.durationMs })
      return value
    }
    const fail = (error: unknown): never => {
      this.#leaveAt.delete(callId)
      if (error instanceof CallSuspended) throw error
      record.durationMs = monotonicNow() - began
      record.status = error instanceof CallDeniedError ? 'denied' : 'error'
      this.#parts.records.count(weightOf(error))
      log.push({ type: 'error', runId, callId, name, error, durationMs: record.durationMs })
      throw error
    }
    let result: unknown
    try {
      result = this.#performAround(call, perform)
    } catch (error) {
      return fail(error)
    }
    return isThenable(result) ? result.then(succeed, fail) : succeed(result)
  }

  #begin(call: CallEvent, isReplayed: boolean): CallRecord {
    const { callId, name, args, kwargs = {}, kib } = call
    const isKept = this.#parts.records.keepsArguments(kib)
    const replayed = isReplayed ? ({ replayed: true } as const) : {}
    const begun = { status: 'running', durationMs: 0, ...replayed } as const
    const record: CallRecord = isKept
      ? { callId, name, args, kwargs, ...begun }
      : { callId, name, args: [], kwargs: {}, omitted: true, ...begun }
    // Only a resumed run can have recorded the call before.
    const at = this.#parts.calls ? this.calls.findIndex((one) => one.callId === callId) : -1
    if (at < 0) this.calls.push(record)
    else this.calls[at] = record
    const { runId, usage } = this
    const position = positionOf(call)
    this.log.push(
      { type: 'call', runId, callId, name, args, kwargs, position, usage, ...replayed },
      isKept,
    )
    return record
  }

  #performAround(call: CallEvent, perform: () => unknown): unknown {
    const { around } = this.#parts
    if (around.length === 0) return perform()
    const { callId, name } = call
    return performAround(around, { runId: this.runId, callId, name }, perform)
  }

  readonly #approvalContext = ({ callId, name }: CallRequest): ApprovalContext => ({
    context: this.givens.context,
    runId: this.runId,
    callId,
    toolName: name,
  })

  readonly #execute = ({ tool, call, scope, input, edited, inner }: Admitted): unknown => {
    const context = this.#parts.context(this, call, scope)
    const { learning } = this.#parts
    const made = (): unknown =>
      isThenable(input)
        ? input.then((bound) => tool.perform(call.name, bound, context))
        : tool.perform(call.name, input, context)
    const perform =
      learning === undefined ? made : (): unknown => learned(made(), call, tool, learning)
    if (!tool.restartable || !this.#canPause) return perform()
    return this.#performRestartable(call.callId, new NestedRuns(edited, inner?.parts), perform)
  }

  /** Performs a call that can be suspended with its nested runs. */
  #performRestartable(callId: number, inner: NestedRuns, perform: () => unknown): unknown {
    this.#inner.set(callId, inner)
    const result = perform()
    if (!isThenable(result)) return result
    return inner.end(Promise.resolve(result)).then(
      (value) => {
        this.#inner.delete(callId)
        return value
      },
      (error: unknown) => {
        if (!(error instanceof CallSuspended)) this.#inner.delete(callId)
        throw error
      },
    )
  }
}
