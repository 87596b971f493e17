import { isThenable } from '../core/drive/calls.js'
import type { CallRequest } from '../core/drive/host-call.js'
import { runController } from '../core/drive/run-signal.js'
import { type AtRest, CallSuspended, type Supervisor } from '../core/drive/supervise.js'
import type { CallEvent } from '../core/engine/event.js'
import type { Usage } from '../core/errors.js'
import type { HostCall, PrintCallback, RunAsyncOptions } from '../core/options.js'
import { Tool, type ToolSet } from '../host/tool.js'
import type { Decided } from './decisions.js'
import { CallDeniedError, UnknownCallError } from './denied.js'
import type { EventLog } from './events.js'
import { type InnerCall, InnerRuns } from './inner.js'
import type { PauseRecord } from './record.js'
import { type CallRecord, type Decision, NO_USAGE } from './outcome.js'
import type { RunParts } from './run-parts.js'
import type { OutputBudget } from './text.js'
import { monotonicNow } from '../core/timers.js'

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
  onStand: ((standing: AtRest) => void) | undefined
  /** Calls that may have happened, by id. */
  readonly unknown = new Set<number>()
  /** Where a run inside a tool waits. */
  rest: PauseRecord | undefined
  readonly #parts: RunParts
  readonly #inner = new Map<number, InnerRuns>()
  #over: AbortController | undefined
  #isOver = false

  constructor(parts: RunParts) {
    this.#parts = parts
    this.runId = parts.runId
    this.tools = parts.tools
    this.log = parts.log
    this.stdout = parts.stdout
    this.calls = [...(parts.calls ?? [])]
  }

  /** What extensions want to know when it goes on after a pause. */
  keep(): Record<string, string> {
    return this.#parts.keep()
  }

  /** Aborted when the run ends. */
  get signal(): AbortSignal {
    this.#over ??= runController()
    if (this.#isOver) this.#over.abort()
    return this.#over.signal
  }

  /** The run is over, or at rest. */
  end(): void {
    this.#isOver = true
    this.#over?.abort()
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

  onUsage(usage: Usage): void {
    this.usage = usage
  }

  onStanding(standing: AtRest): void {
    this.onStand?.(standing)
  }

  isSynchronous({ name }: CallEvent): boolean {
    const tool = this.#tool(name)
    return tool === undefined || !tool.isAsync
  }

  holds(call: CallEvent): boolean {
    const { decisions, journal } = this.#parts
    if (this.unknown.has(call.callId)) return true
    if (decisions?.has(call.callId)) return false
    if (journal?.isUncertain(call) === true) {
      this.unknown.add(call.callId)
      return true
    }
    return this.#canPause && this.#needsApproval(call)
  }

  /** Whether it runs inside a tool of another run. */
  get isNested(): boolean {
    return this.#parts.inside !== undefined
  }

  /** The call of another run that it is in. */
  get inside(): RunParts['inside'] {
    return this.#parts.inside
  }

  get #canPause(): boolean {
    return this.#parts.canPause ?? true
  }

  get decided(): Decided {
    return this.#parts.decided ?? NOTHING_DECIDED
  }

  /** The Python inside a call, if the call can wait with it. */
  innerOf(callId: number): InnerRuns | undefined {
    return this.#inner.get(callId)
  }

  /** What is to be kept of calls that wait because Python inside them does. */
  keptInner(held: readonly CallEvent[]): InnerCall[] {
    return held.flatMap(({ callId }) => {
      const call = this.#inner.get(callId)?.kept(callId) ?? this.#knownInner(callId)
      return call === undefined ? [] : [call]
    })
  }

  #knownInner(callId: number): InnerCall | undefined {
    return this.#parts.inner?.find((call) => call.callId === callId)
  }

  #needsApproval(call: CallRequest): boolean {
    const tool = this.#tool(call.name)
    if (tool === undefined || typeof tool.needsApproval === 'boolean') {
      return tool?.needsApproval === true
    }
    let input: unknown
    try {
      input = tool.bind(call)
    } catch {
      // Wrong arguments need no approval: the call will refuse them.
      return false
    }
    // A schema that takes its time cannot be asked here: then a person is.
    if (isThenable(input)) {
      input.then(undefined, () => {})
      return true
    }
    const answer: unknown = tool.needsApproval(input)
    if (!isThenable(answer)) return Boolean(answer)
    // Nor can one that has to ask elsewhere first.
    answer.then(undefined, () => {})
    return true
  }

  #tool(name: string): Tool | undefined {
    return Object.hasOwn(this.tools, name) ? this.tools[name] : undefined
  }

  /** Sees every host call. */
  readonly intercept: NonNullable<RunAsyncOptions['intercept']> = (call, next) => {
    const record = this.#begin(call)
    const began = monotonicNow()
    const succeed = (value: unknown): unknown => {
      record.durationMs = monotonicNow() - began
      record.status = 'ok'
      const { runId } = this
      const { callId, name } = call
      this.log.push({ type: 'result', runId, callId, name, value, durationMs: record.durationMs })
      return value
    }
    const fail = (error: unknown): never => {
      if (error instanceof CallSuspended) throw error
      record.durationMs = monotonicNow() - began
      record.status = error instanceof CallDeniedError ? 'denied' : 'error'
      const { runId } = this
      const { callId, name } = call
      this.log.push({ type: 'error', runId, callId, name, error, durationMs: record.durationMs })
      throw error
    }
    let result: unknown
    try {
      result = this.#perform(call, next)
    } catch (error) {
      return fail(error)
    }
    return isThenable(result) ? result.then(succeed, fail) : succeed(result)
  }

  #begin({ callId, name, args, kwargs }: HostCall): CallRecord {
    const record: CallRecord = { callId, name, args, kwargs, status: 'running', durationMs: 0 }
    // Only a run that was resumed can have heard of the call.
    const at = this.#parts.calls ? this.calls.findIndex((call) => call.callId === callId) : -1
    if (at < 0) this.calls.push(record)
    else this.calls[at] = record
    this.log.push({ type: 'call', runId: this.runId, callId, name, args, kwargs })
    return record
  }

  #perform(call: HostCall, next: () => Promise<unknown>): unknown {
    const decision = this.#parts.decisions?.get(call.callId)
    if (decision?.action === 'deny') throw new CallDeniedError(call.name, decision.message)
    if (decision?.action === 'answer') return decision.value
    const { journal } = this.#parts
    if (journal === undefined) return this.#call(call, decision, next)
    const known = journal.outcomeOf(call)
    if (known !== undefined) {
      if ('error' in known) throw new UnknownCallError(known.error)
      return known.value
    }
    return journal.record(call, () => this.#call(call, decision, next))
  }

  #call(
    call: HostCall,
    decision: (Decision & { action: 'approve' }) | undefined,
    next: () => Promise<unknown>,
  ): unknown {
    const tool = this.#tool(call.name)
    if (tool === undefined) return next()
    if (!this.#canPause && this.#needsApproval(call)) {
      throw new CallDeniedError(
        call.name,
        `${call.name}() needs an approval, which Python inside a tool can only wait for when the tool is restartable: true`,
      )
    }
    const known = this.#knownInner(call.callId)
    const edited = decision?.input ?? known?.input
    const given: CallRequest = edited === undefined ? call : { ...call, args: [], kwargs: edited }
    const context = this.#parts.context(this, call)
    const perform = (): unknown => {
      const input: unknown = tool.bind(given)
      return isThenable(input)
        ? input.then((bound) => tool.perform(call.name, bound, context))
        : tool.perform(call.name, input, context)
    }
    if (!tool.restartable || !this.#canPause) return perform()
    return this.#performRestartable(call.callId, new InnerRuns(edited, known?.parts), perform)
  }

  /** Performs a call that can wait with the Python inside it. */
  #performRestartable(callId: number, inner: InnerRuns, perform: () => unknown): unknown {
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
