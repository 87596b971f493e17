import { monotonicNow } from '../../core/timers.js'
import { Gate } from './approval-gate.js'
import type { Admitted } from './approval-gate.js'
import type { Callee } from '../../core/contract/host-call.js'
import type { HostCallable } from '../../core/contract/host-call.js'
import { isThenable } from '../../core/drive/calls.js'
import type { CallRequest, PrintCallback, RunScope } from '../../core/contract/host-call.js'
import { type SuspendedRun, CallSuspended, type Supervisor } from '../../core/drive/supervise.js'
import type { Account } from '../../core/engine/account.js'
import { type CallEvent, positionOf } from '../../core/engine/event.js'
import type { Usage } from '../../core/errors.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import type { Decided } from '../paused/decisions.js'
import { CallDeniedError } from './denied.js'
import type { EventLog } from '../observe/events.js'
import { performAround } from '../extensions.js'
import { NestedRuns } from './nested-runs.js'
import type { PauseRecord, NestedCall } from '../paused/record.js'
import { type CallRecord, NO_USAGE } from '../../host/outcome.js'
import type { RunParts } from './run-parts.js'
import type { OutputBudget } from '../text.js'

const NOTHING_DECIDED: Decided = new Map()

/** One run: performs its calls, tells what happens, and holds what needs an approval. */
export class Run implements Supervisor {
  readonly runId: string
  readonly tools: ToolSet
  readonly log: EventLog
  readonly calls: CallRecord[]
  readonly stdout: OutputBudget
  usage: Usage = NO_USAGE
  /** Called when Python waits for calls under way while others are held. */
  onStand: ((standing: SuspendedRun) => void) | undefined
  /** Called when a call has to wait for a decision. */
  onHold: (() => void) | undefined
  /** Calls that may have happened, by id. */
  readonly unknown = new Set<number>()
  /** Where a run inside a tool waits. */
  rest: PauseRecord | undefined
  readonly #parts: RunParts
  readonly #gate: Gate
  readonly #inner = new Map<number, NestedRuns>()

  constructor(parts: RunParts) {
    this.#parts = parts
    this.runId = parts.runId
    this.tools = parts.tools
    this.log = parts.log
    this.stdout = parts.stdout
    this.calls = [...(parts.calls ?? [])]
    this.#gate = new Gate({
      canPause: this.#canPause,
      decisions: parts.decisions ?? new Map(),
      inner: parts.inner ?? new Map(),
      journal: parts.journal,
      execute: this.#execute,
    })
  }

  /** What extensions want to know when it goes on after a pause. */
  keep(): Record<string, string> {
    return this.#parts.keep()
  }

  readonly print: PrintCallback = (stream, text) => {
    if (stream === 'stdout') this.stdout.add(text)
    this.log.push({ type: 'stdout', runId: this.runId, stream, text })
    this.#parts.printing.print?.(stream, text)
  }

  /** Prints what is held back. */
  get flush(): (() => void) | undefined {
    return this.#parts.printing.flush
  }

  onUsage(usage: Usage, account: Account): void {
    this.usage = usage
    this.#parts.records.count(account.takeMoved())
  }

  onSuspended(standing: SuspendedRun): void {
    this.onStand?.(standing)
  }

  holds(call: CallEvent, callee: Callee | undefined): boolean {
    if (this.unknown.has(call.callId)) return true
    if (this.#gate.isDecided(call)) return false
    if (this.#parts.journal?.isUncertain(call) === true) {
      this.unknown.add(call.callId)
      return true
    }
    const isHeld = this.#gate.holds(call, callee)
    if (isHeld) this.onHold?.()
    return isHeld
  }

  pass(tool: HostCallable, call: CallRequest, scope: RunScope): unknown {
    return this.#gate.pass(tool as Tool, call, scope)
  }

  /** Whether it runs inside a tool of another run. */
  get isNested(): boolean {
    return this.#parts.parentCall !== undefined
  }

  /** The call of another run that it is in. */
  get inside(): RunParts['parentCall'] {
    return this.#parts.parentCall
  }

  get #canPause(): boolean {
    return this.#parts.canPause ?? true
  }

  get decided(): Decided {
    return this.#parts.decided ?? NOTHING_DECIDED
  }

  /** The Python inside a call, if the call can wait with it. */
  innerOf(callId: number): NestedRuns | undefined {
    return this.#inner.get(callId)
  }

  /** What is to be kept of calls that wait because Python inside them does. */
  keptInner(waiting: readonly CallEvent[]): NestedCall[] {
    return waiting.flatMap((held) => {
      const { callId } = held
      const call = this.#inner.get(callId)?.kept(callId) ?? this.#parts.inner?.get(held)
      return call === undefined ? [] : [call]
    })
  }

  perform(call: CallEvent, callee: Callee | undefined, next: () => unknown): unknown {
    const make = (): unknown => this.#tell(call, () => this.#gate.perform(call, callee, next))
    const refuse = (error: unknown): unknown => {
      if (error instanceof CallSuspended) throw error
      return this.#tell(call, () => {
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

  /** Records a call and its end, and tells of both. */
  #tell(call: CallEvent, perform: () => unknown): unknown {
    const { callId, name } = call
    const { runId, log } = this
    const record = this.#begin(call)
    const began = monotonicNow()
    const succeed = (value: unknown): unknown => {
      record.durationMs = monotonicNow() - began
      record.status = 'ok'
      log.push({ type: 'result', runId, callId, name, value, durationMs: record.durationMs })
      return value
    }
    const fail = (error: unknown): never => {
      if (error instanceof CallSuspended) throw error
      record.durationMs = monotonicNow() - began
      record.status = error instanceof CallDeniedError ? 'denied' : 'error'
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

  #begin(call: CallEvent): CallRecord {
    const { callId, name, args, kwargs = {}, kib } = call
    const isKept = this.#parts.records.keepsArguments(kib)
    const begun = { status: 'running', durationMs: 0 } as const
    const record: CallRecord = isKept
      ? { callId, name, args, kwargs, ...begun }
      : { callId, name, args: [], kwargs: {}, omitted: true, ...begun }
    // Only a run that was resumed can have heard of the call.
    const at = this.#parts.calls ? this.calls.findIndex((one) => one.callId === callId) : -1
    if (at < 0) this.calls.push(record)
    else this.calls[at] = record
    const { runId, usage } = this
    const position = positionOf(call)
    this.log.push({ type: 'call', runId, callId, name, args, kwargs, position, usage }, isKept)
    return record
  }

  #performAround(call: CallEvent, perform: () => unknown): unknown {
    const { around } = this.#parts
    if (around.length === 0) return perform()
    const { callId, name } = call
    return performAround(around, { runId: this.runId, callId, name }, perform)
  }

  readonly #execute = ({ tool, call, scope, input, edited, inner }: Admitted): unknown => {
    const context = this.#parts.context(this, call, scope)
    const perform = (): unknown =>
      isThenable(input)
        ? input.then((bound) => tool.perform(call.name, bound, context))
        : tool.perform(call.name, input, context)
    if (!tool.restartable || !this.#canPause) return perform()
    return this.#performRestartable(call.callId, new NestedRuns(edited, inner?.parts), perform)
  }

  /** Performs a call that can wait with the Python inside it. */
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
