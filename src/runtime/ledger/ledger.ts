import { CallSuspended } from '../../core/drive/supervise.js'
import { isThenable } from '../../core/drive/calls.js'
import { type Raised, raisedOf } from '../../core/drive/answers.js'
import { MontyLimitError, MontyValueError, type MontyError } from '../../core/errors.js'
import { beginningOf } from '../../core/text.js'
import type { Tool } from '../../host/tool.js'
import { packValue } from '../paused/pack.js'
import { type EarlierCalls, type Match, NO_CALLS } from './earlier-calls.js'
import {
  type Callable,
  type CallEnd,
  digestOf,
  bytesOf,
  keptValue,
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

/** Puts calls away as they are made, for whoever goes on should this process die. */
export interface LedgerSink {
  /** Rejects when nobody may go on with the run that the call belongs to, or when it could not be kept. */
  begun(call: MadeCall): Promise<void>
  ended(call: MadeCall): void
  /** Its place is another one: that is put away with what comes next. */
  changed(call: MadeCall): void
}

/** The call of a run that Python inside a tool is in. */
type Inside = { readonly runId: string; readonly callId: number } | undefined

/**
 * The calls that a run made, with those of Python in its tools, and what came of each: so that a program
 * after it need not make them again, and so that they can be undone. Values are kept as they were.
 */
export class Ledger {
  readonly #calls: MadeCall[]
  readonly #earlier: EarlierCalls
  /** By run, as Python in tools has runs of its own, and by number. */
  readonly #byCall = new Map<string, Map<number, MadeCall>>()
  /** Those whose errors may be what the program fails with. */
  #inError: Set<MadeCall> | undefined
  /** Their errors, which may hold much: whoever else keeps them does so within bounds. */
  #byError: WeakMap<object, MadeCall[]> | undefined
  readonly #maxBytes: number
  #bytes = 0
  #seq = 1
  #isClosed = false
  sink: LedgerSink | undefined

  /** `earlier` is what was made before the run; `calls` what it made itself before it was paused. */
  constructor(maxBytes: number, earlier: EarlierCalls = NO_CALLS, calls: readonly MadeCall[] = []) {
    this.#maxBytes = maxBytes
    this.#earlier = earlier
    this.#calls = []
    for (const call of [...calls, ...earlier.left]) this.#seq = Math.max(this.#seq, call.seq + 1)
    for (const call of calls) this.#add(call)
  }

  /** What the run has made, and what of the calls before it was made use of. */
  get calls(): readonly MadeCall[] {
    return this.#calls
  }

  /** What came of a call of the run. */
  find(runId: string, callId: number): MadeCall | undefined {
    return this.#byCall.get(runId)?.get(callId)
  }

  /** What is known of a call before it is made. */
  look(call: Callable, callee: Tool | undefined): Match {
    return this.#earlier.look(call, callee)
  }

  /** Whether nothing was made before, so that there is nothing to look for. */
  get isFirst(): boolean {
    return this.#earlier.isEmpty
  }

  /** What a program after this one begins with. */
  get left(): MadeCall[] {
    return [...this.#calls, ...this.#earlier.left]
  }

  /** A call is answered by one that was made before: that, and what is inside of it, is this run's now. */
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

  /** Makes a call between two entries: that it began, and what came of it. */
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
    return inSlices!(keptInSlices(call, Math.max(0, this.#maxBytes - this.#bytes))).then(
      (input) => {
        this.#bytes += inputBytes(input)
        made.input = input
        return this.#made(call, made, perform)
      },
    )
  }

  #made(call: Callable, made: MadeCall, perform: () => unknown): unknown {
    const { sink } = this
    if (sink === undefined) return this.#perform(call, made, perform)
    return sink.begun(made).then(() => this.#perform(call, made, perform))
  }

  /** What came of a call is known without making it here. */
  note(call: Callable, runId: string, inside: Inside, end: CallEnd): void {
    const made = this.#begin(call, runId, inside, undefined)
    this.#bytes -= sizeOf(made)
    made.end = end
    this.#bytes += sizeOf(made)
    this.sink?.ended(made)
  }

  /** The program failed: calls whose errors it failed with are to be made again. */
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

  /** The run is over. A call that is still under way may give a value yet, but its errors say nothing. */
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
    return isThenable(result) ? result.then(succeed, fail) : succeed(result)
  }

  #begin(
    call: Callable,
    runId: string,
    inside: Inside,
    edited: Record<string, unknown> | undefined,
    mayBeLater = false,
  ): MadeCall {
    const { callId } = call
    // Of a tool that is executed again, after the run was paused in it.
    const again = this.find(runId, callId)
    if (again !== undefined) return again
    const within = this.#callOf(inside)
    const kept = edited === undefined ? null : packValue(edited, 'arguments')
    // One that is made again has the place of the one before.
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

  /** What takes long, and may come later, is left for {@link keptInSlices}. */
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

  #succeeded(made: MadeCall, value: unknown): void {
    let kept: KeptValue
    try {
      kept = keptValue(value, made.name, Math.max(0, this.#maxBytes - this.#bytes))
    } catch (error) {
      if (error instanceof MontyLimitError) return this.#endWithout(made)
      if (!(error instanceof MontyValueError)) throw error
      // As Python is told.
      return this.#endInError(made, error, { type: 'TypeError', message: error.message })
    }
    const bytes = bytesOf(kept)
    if (this.#bytes + bytes > this.#maxBytes) return this.#endWithout(made)
    this.#bytes += bytes
    made.end = { kind: 'value', value: kept }
    this.sink?.ended(made)
  }

  /** It gave a value for which there is no room. */
  #endWithout(made: MadeCall): void {
    made.end = { kind: 'omitted' }
    this.sink?.ended(made)
  }

  #failed(made: MadeCall, error: unknown): void {
    // It waits, or the run is over and nobody knows how far the call had come.
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

/** In the place of what is not written down yet: the digest of nothing. */
const LATER = ''

/** Of a message for which there is no room. */
const SHORT_MESSAGE = 1_000

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const UNKNOWN = { kind: 'unknown' } as const
