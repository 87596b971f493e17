import { MontyValueError } from '../errors.js'
import { type Message, Signal } from '../engine/message.js'
import { NO_CROSSING, writeCrossing } from '../engine/crossing.js'
import type { CallEvent } from '../engine/event.js'
import { Op, UNASKED } from '../engine/kinds.js'
import { PyException } from '../values/index.js'
import { intText } from '../values/int-text.js'
import { encodeResult } from '../wire/encode.js'
import type { Writer } from '../wire/writer.js'
import { isError } from '../realm.js'
import { beginningOf } from '../text.js'

/**
 * An exception for Python: an `Error`, whose `name` is the exception's type where Python has one
 * (else it is a `RuntimeError`), or a type and a message.
 */
export type HostError = Error | { type: string; message: string }

/** Outcome of a host call. */
export type Outcome =
  | {
      readonly value: unknown
      /** The encoded value, in pieces, where it was encoded in slices. */
      readonly encoded?: readonly Uint8Array[]
    }
  | { readonly error: unknown }

/** A Python exception to be raised: its type by name, and its message. */
export interface Raised {
  readonly type: string
  readonly message: string
}

/** Longer messages are cut, so that they come out of Python as they went in. */
const MAX_MESSAGE = 16 * 1024

/** The Python exception for something thrown: the one of its name, where Python has one. */
export function raisedOf(thrown: unknown): Raised {
  try {
    const { type, message } = describe(thrown)
    const cut = message.length > MAX_MESSAGE ? `${beginningOf(message, MAX_MESSAGE)}...` : message
    return { type: type.toWellFormed(), message: cut.toWellFormed() }
  } catch {
    // A getter of what was thrown threw in turn.
    return { type: 'Error', message: '' }
  }
}

function describe(thrown: unknown): Raised {
  if (typeof thrown === 'bigint') return { type: 'Error', message: intText(thrown, MAX_MESSAGE) }
  if (typeof thrown !== 'object' || thrown === null)
    return { type: 'Error', message: String(thrown) }
  if (thrown instanceof PyException) return { type: thrown.typeName, message: thrown.message ?? '' }
  const { type, name, message } = thrown as { type?: unknown; name?: unknown; message?: unknown }
  const kind = isError(thrown) || typeof type !== 'string' ? name : type
  const isNamed = typeof kind === 'string'
  return {
    type: isNamed ? kind : 'Error',
    // The object's other properties may not be for Python to see.
    message:
      typeof message === 'string'
        ? message
        : isNamed
          ? ''
          : 'an object without a message was thrown',
  }
}

function writeRaised(writer: Writer, raised: Raised, crossing: number): void {
  writer.text(raised.type)
  writer.optionalText(raised.message)
  writeCrossing(writer, crossing)
}

/** Exception to raise in Python when the value of a host call has no counterpart there. */
function unconvertible(error: unknown): Raised {
  if (!(error instanceof MontyValueError)) throw error
  return { type: 'TypeError', message: error.message.toWellFormed() }
}

/** Records an error that goes into Python, and returns the number that identifies it when it comes out. */
export type Remember = (error: unknown) => number

/** The answer to a call. Code that records a run reads its fields. */
export class Answer implements Message {
  readonly name: string
  readonly outcome: Outcome
  /** Whether Python awaits the call at once. */
  readonly eager: boolean
  /** Whether an OS call was answered without asking the host's own code. */
  readonly unasked: boolean
  readonly #remember: Remember

  constructor(
    name: string,
    outcome: Outcome,
    eager: boolean,
    remember: Remember,
    unasked: boolean,
  ) {
    this.name = name
    this.outcome = outcome
    this.eager = eager
    this.unasked = unasked
    this.#remember = remember
  }

  write(writer: Writer): void {
    const flag = this.unasked ? UNASKED : 0
    const good = (this.eager ? Op.EAGER_RETURN : Op.RETURN) | flag
    const bad = (this.eager ? Op.EAGER_RAISE : Op.RAISE) | flag
    writeOutcome(writer, good, bad, this.name, this.outcome, this.#remember)
  }
}

/**
 * Answers a call. `eager` is for a call that Python awaits at once, `unasked` for an OS call that
 * was answered without asking the host's own code.
 */
export function answer(
  name: string,
  outcome: Outcome,
  eager: boolean,
  remember: Remember,
  unasked = false,
): Message {
  return new Answer(name, outcome, eager, remember, unasked)
}

/** The outcome of a call that was promised. */
export interface Settled {
  readonly callId: number
  readonly name: string
  readonly outcome: Outcome
  /** Bytes held for the call until Python receives the outcome. */
  readonly heldBytes?: number
}

/** Outcomes of calls that were answered with a future. Code that records a run reads them. */
export class Settlement implements Message {
  readonly settled: readonly Settled[]
  readonly #remember: Remember

  constructor(settled: readonly Settled[], remember: Remember) {
    this.settled = settled
    this.#remember = remember
  }

  write(writer: Writer): void {
    writer.u8(Op.SETTLE)
    writer.varint(this.settled.length)
    for (const { callId, name, outcome } of this.settled) {
      writer.u32(callId)
      writeOutcome(writer, 0, 1, name, outcome, this.#remember)
    }
  }
}

/** Answers calls that were promised. */
export function settle(settled: readonly Settled[], remember: Remember): Message {
  return new Settlement(settled, remember)
}

/** Writes a value behind `good`, or an exception behind `bad`. */
function writeOutcome(
  writer: Writer,
  good: number,
  bad: number,
  name: string,
  outcome: Outcome,
  remember: Remember,
): void {
  const start = writer.length
  let raised: Raised
  let crossing: number
  if ('value' in outcome) {
    try {
      writer.u8(good)
      if (outcome.encoded === undefined) return encodeResult(writer, outcome.value, name)
      for (const piece of outcome.encoded) writer.raw(piece)
      return
    } catch (error) {
      raised = unconvertible(error)
      crossing = remember(error)
    }
  } else {
    raised = raisedOf(outcome.error)
    crossing = remember(outcome.error)
  }
  writer.length = start
  writer.u8(bad)
  writeRaised(writer, raised, crossing)
}

export const future: Message = new Signal(Op.FUTURE)
export const notFound: Message = new Signal(Op.NOT_FOUND)
export const notFoundUnasked: Message = new Signal(Op.NOT_FOUND | UNASKED)

/** Whether an OS call was answered without asking the host's own code. */
export const isUnasked = ({ kind, isAsked }: CallEvent): boolean => kind === 'os' && !isAsked

/** The answer to an OS call that no server handled. */
export const unhandledOsCall = ({ isAsked }: CallEvent): Message =>
  isAsked ? notFound : notFoundUnasked

/** A message that raises an exception in Python. */
export function raise(op: typeof Op.RAISE | typeof Op.ABORT, error: HostError): Message {
  return {
    write(writer) {
      writer.u8(op)
      writeRaised(writer, raisedOf(error), NO_CROSSING)
    },
  }
}
