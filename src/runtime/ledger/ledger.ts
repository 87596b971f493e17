import { CallSuspended } from '../../core/drive/supervise.js'
import { isThenable } from '../../core/drive/calls.js'
import { isLong } from '../../core/drive/long-outcome.js'
import { type Raised, raisedOf } from '../../core/drive/answers.js'
import {
  MontyAbortError,
  MontyLimitError,
  MontyValueError,
  type MontyError,
} from '../../core/errors.js'
import { beginningOf } from '../../core/text.js'
import type { Tool } from '../../host/tool.js'
import type { InSlices } from '../../core/wire/sliced.js'
import { packValue } from '../paused/pack.js'
import { type EarlierCalls, type Match, NO_CALLS } from './earlier-calls.js'
import {
  type Callable,
  type CallEnd,
  digestOf,
  bytesOf,
  keptValue,
  keptValueInSlices,
  type KeptValue,
  type MadeCall,
  nameOf,
  inputBytes,
  isLarge,
  keptInSlices,
  packArguments,
  plainInput,
  sizeOf,
} from './made-call.js'

/** Stores calls as they are made, so that another run can follow if this process dies. */
export interface LedgerSink {
  /** Rejects when the call's run may no longer continue, or when the call could not be stored. */
  begun(call: MadeCall): Promise<void>
  ended(call: MadeCall): void
  /** The position of the call changed: it is stored with the next write. */
  changed(call: MadeCall): void
}

/** The call whose tool runs the Python that makes a call. */
type Inside = { readonly runId: string; readonly callId: number } | undefined

/**
 * The calls that a run made, including those of Python inside its tools, with their results. A later program
 * need not repeat them, and they can be undone. Values are kept as they were.
 */
export class Ledger {
  readonly #calls: MadeCall[]
  readonly #earlier: EarlierCalls
  /** By run id, because Python inside tools has nested runs, and by call id. */
  readonly #byCall = new Map<string, Map<number, MadeCall>>()
  /** Calls whose errors may be the one the program fails with. */
  #inError: Set<MadeCall> | undefined
  /** Calls by the error they failed with. Weak, as errors may hold much memory. */
  #byError: WeakMap<object, MadeCall[]> | undefined
  readonly #maxBytes: number
  #bytes = 0
  #seq = 1
  #isClosed = false
  sink: LedgerSink | undefined

  /** `earlier`: calls made before the run; `calls`: its own calls before it was paused. */
  constructor(maxBytes: number, earlier: EarlierCalls = NO_CALLS, calls: readonly MadeCall[] = []) {
    this.#maxBytes = maxBytes
    this.#earlier = earlier
    this.#calls = []
    for (const call of [...calls, ...earlier.left]) this.#seq = Math.max(this.#seq, call.seq + 1)
    for (const call of calls) this.#add(call)
  }

  /** The calls that the run made, and the earlier calls that it used. */
  get calls(): readonly MadeCall[] {
    return this.#calls
  }

  /** Finds a call of the run. */
  find(runId: string, callId: number): MadeCall | undefined {
    return this.#byCall.get(runId)?.get(callId)
  }

  /** Matches a call with earlier ones before it is made. */
  look(call: Callable, callee: Tool | undefined): Match {
    return this.#earlier.look(call, callee)
  }

  /** Whether there are no earlier calls to match. */
  get isFirst(): boolean {
    return this.#earlier.isEmpty
  }

  /** The calls that a following program starts with. */
  get left(): MadeCall[] {
    return [...this.#calls, ...this.#earlier.left]
  }

  /** Answers a call with an earlier one: that call, and those inside of it, now belong to this run. */
  adopt(call: Callable, runId: string, inside: Inside, known: MadeCall): void {
    const { callId } = call
    const inner = this.#earlier.takeInside(known)
    this.#earlier.take(known)
    Object.assign(known, { runId, callId, within: this.#callOf(inside) })
    for (const one of [known, ...inner]) {
      this.#add(one)
      this.sink?.changed(one)
    }
  }

  /** Makes a call, and records its start and its result. */
  record(
    call: Callable,
    runId: string,
    inside: Inside,
    edited: Record<string, unknown> | undefined,
    perform: () => unknown,
    mayWait = false,
  ): unknown {
    const { account, kib = 0, inSlices } = call
    const mayBeLater = mayWait && inSlices !== undefined
    const made =
      account === undefined || kib === 0
        ? this.#begin(call, runId, inside, edited, mayBeLater)
        : account.timed(() => this.#begin(call, runId, inside, edited, mayBeLater))
    if (made.input !== LATER) return this.#made(call, made, perform)
    return inSlices!(keptInSlices(call, this.#room)).then((input) => {
      this.#bytes += inputBytes(input)
      made.input = input
      return this.#made(call, made, perform)
    })
  }

  #made(call: Callable, made: MadeCall, perform: () => unknown): unknown {
    const { sink } = this
    if (sink === undefined) return this.#perform(call, made, perform)
    return sink.begun(made).then(() => this.#perform(call, made, perform))
  }

  /** Records the result of a call that is not made here. */
  note(call: Callable, runId: string, inside: Inside, end: CallEnd): void {
    const made = this.#begin(call, runId, inside, undefined)
    this.#bytes -= sizeOf(made)
    made.end = end
    this.#bytes += sizeOf(made)
    this.sink?.ended(made)
  }

  /** The program failed: calls whose errors caused the failure are to be made again. */
  failedWith(error: MontyError): void {
    const { typeName, message, chain, bases } = error.exception
    const raised = [{ typeName, message }, ...chain]
    const group = bases.includes('BaseExceptionGroup') ? error.display() : undefined
    const { cause } = error
    const causes = (isObject(cause) && this.#byError?.get(cause)) || []
    for (const made of this.#inError ?? []) {
      const { end } = made
      const isCause =
        causes.includes(made) ||
        (end.kind === 'error' &&
          (raised.some((one) => one.typeName === end.type && one.message === end.message) ||
            group?.includes(end.message) === true))
      if (!isCause) continue
      made.isAgain = true
      this.sink?.ended(made)
    }
  }

  /** The run has ended. A call still in progress may yet record a value; its errors are ignored. */
  close(): void {
    this.#isClosed = true
    this.#inError = undefined
  }

  #perform(call: Callable, made: MadeCall, perform: () => unknown): unknown {
    const succeed = (value: unknown): unknown => {
      if (typeof value === 'object' && call.account !== undefined) {
        call.account.timed(() => this.#succeeded(made, value))
      } else this.#succeeded(made, value)
      return value
    }
    const fail = (error: unknown): never => {
      this.#failed(made, error)
      throw error
    }
    let result: unknown
    try {
      result = perform()
    } catch (error) {
      return fail(error)
    }
    if (!isThenable(result)) return succeed(result)
    const { inSlices } = call
    if (inSlices === undefined) return result.then(succeed, fail)
    const succeedLater = (value: unknown): unknown =>
      isLong(value) ? this.#succeedInSlices(made, value, inSlices) : succeed(value)
    return result.then(succeedLater, fail)
  }

  #begin(
    call: Callable,
    runId: string,
    inside: Inside,
    edited: Record<string, unknown> | undefined,
    mayBeLater = false,
  ): MadeCall {
    const { callId } = call
    // The tool is executed again, after the run was paused in it.
    const again = this.find(runId, callId)
    if (again !== undefined) return again
    const within = this.#callOf(inside)
    const kept = edited === undefined ? null : packValue(edited, 'arguments')
    // A repeated call keeps the position of the earlier one.
    const before = this.#earlier.begun(call)
    const made: MadeCall = {
      runId,
      callId,
      seq: this.#seq++,
      order: 0,
      name: nameOf(call),
      within,
      input: before === undefined ? this.#keptInput(call, mayBeLater) : before.input,
      edited: kept,
      end: UNKNOWN,
      isAgain: false,
    }
    const own = before === undefined ? made : Object.assign(before, made)
    this.#add(own)
    return own
  }

  /** Arguments that are slow to pack, when deferring is allowed, are left to {@link keptInSlices}. */
  #keptInput(call: Callable, mayBeLater: boolean): MadeCall['input'] {
    const plain = plainInput(call)
    if (plain !== undefined && this.#bytes + inputBytes(plain) <= this.#maxBytes) return plain
    if (mayBeLater && isLarge(call)) return LATER
    const packed = packArguments(call)
    return this.#bytes + packed.length <= this.#maxBytes ? packed : digestOf(packed)
  }

  #add(made: MadeCall): void {
    made.order = this.#calls.push(made)
    const { runId, callId } = made
    const known = this.#byCall.get(runId)
    if (known === undefined) this.#byCall.set(runId, new Map([[callId, made]]))
    else known.set(callId, made)
    this.#bytes += sizeOf(made)
  }

  #callOf(inside: Inside): MadeCall | undefined {
    return inside === undefined ? undefined : this.find(inside.runId, inside.callId)
  }

  async #succeedInSlices(made: MadeCall, value: unknown, inSlices: InSlices): Promise<unknown> {
    try {
      this.#keep(made, await inSlices(keptValueInSlices(value, made.name, this.#room)))
    } catch (error) {
      // The run has ended meanwhile; the call did return.
      if (error instanceof MontyAbortError) this.#endWithout(made)
      else this.#refused(made, error)
    }
    return value
  }

  /** Bytes for values that are left. */
  get #room(): number {
    return Math.max(0, this.#maxBytes - this.#bytes)
  }

  #succeeded(made: MadeCall, value: unknown): void {
    let kept: KeptValue
    try {
      kept = keptValue(value, made.name, this.#room)
    } catch (error) {
      return this.#refused(made, error)
    }
    this.#keep(made, kept)
  }

  /** The call's value cannot be kept. */
  #refused(made: MadeCall, error: unknown): void {
    if (error instanceof MontyLimitError) return this.#endWithout(made)
    if (!(error instanceof MontyValueError)) throw error
    // The same error as Python receives.
    this.#endInError(made, error, { type: 'TypeError', message: error.message })
  }

  #keep(made: MadeCall, kept: KeptValue): void {
    const bytes = bytesOf(kept)
    if (this.#bytes + bytes > this.#maxBytes) return this.#endWithout(made)
    this.#bytes += bytes
    made.end = { kind: 'value', value: kept }
    this.sink?.ended(made)
  }

  /** The call's value exceeds the ledger's room. */
  #endWithout(made: MadeCall): void {
    made.end = { kind: 'omitted' }
    this.sink?.ended(made)
  }

  #failed(made: MadeCall, error: unknown): void {
    // The call waits for approval, or the run has ended and the call's progress is unknown.
    if (error instanceof CallSuspended || this.#isClosed) return
    this.#endInError(made, error, raisedOf(error))
  }

  #endInError(made: MadeCall, error: unknown, { type, message }: Raised): void {
    const fits = this.#bytes + message.length <= this.#maxBytes
    const kept = fits ? message : beginningOf(message, SHORT_MESSAGE)
    this.#bytes += kept.length
    made.end = { kind: 'error', type, message: kept }
    ;(this.#inError ??= new Set()).add(made)
    if (isObject(error)) {
      this.#byError ??= new WeakMap()
      const others = this.#byError.get(error)
      if (others === undefined) this.#byError.set(error, [made])
      else others.push(made)
    }
    this.sink?.ended(made)
  }
}

/** Placeholder for arguments that are not packed yet: the empty digest. */
const LATER = ''

/** Characters kept of an error message that exceeds the room. */
const SHORT_MESSAGE = 1_000

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const UNKNOWN = { kind: 'unknown' } as const
