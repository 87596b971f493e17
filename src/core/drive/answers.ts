import { MontyValueError } from '../errors.js'
import { type Message, Signal } from '../engine/message.js'
import { Op } from '../engine/kinds.js'
import { PyException } from '../values/index.js'
import { encodeResult } from '../wire/encode.js'
import type { Writer } from '../wire/writer.js'
import { isError } from '../realm.js'

/**
 * An exception for Python: an `Error`, whose `name` is the exception's type where Python has one
 * (else it is a `RuntimeError`), or a type and a message.
 */
export type HostError = Error | { type: string; message: string }

/** What came of a host call. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown }

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
    const cut = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}...` : message
    return { type: type.toWellFormed(), message: cut.toWellFormed() }
  } catch {
    // A getter of what was thrown threw in turn.
    return { type: 'Error', message: '' }
  }
}

function describe(thrown: unknown): Raised {
  if (typeof thrown !== 'object' || thrown === null)
    return { type: 'Error', message: String(thrown) }
  if (thrown instanceof PyException) return { type: thrown.typeName, message: thrown.message ?? '' }
  const { type, name, message } = thrown as { type?: unknown; name?: unknown; message?: unknown }
  const kind = isError(thrown) || typeof type !== 'string' ? name : type
  const isNamed = typeof kind === 'string'
  return {
    type: isNamed ? kind : 'Error',
    // What else is in it may not be Python's to see.
    message:
      typeof message === 'string'
        ? message
        : isNamed
          ? ''
          : 'an object without a message was thrown',
  }
}

function writeRaised(writer: Writer, raised: Raised): void {
  writer.text(raised.type)
  writer.optionalText(raised.message)
}

/** What Python should raise when the value of a host call has no counterpart in Python. */
function unconvertible(error: unknown): Raised {
  if (!(error instanceof MontyValueError)) throw error
  return { type: 'TypeError', message: error.message.toWellFormed() }
}

/** Hears of errors that go into Python, to recognise them when they come out. */
export type Remember = (raised: Raised, error: unknown) => void

/** The answer to a call. */
class Answer implements Message {
  readonly #name: string
  readonly #outcome: Outcome
  readonly #eager: boolean
  readonly #remember: Remember

  constructor(name: string, outcome: Outcome, eager: boolean, remember: Remember) {
    this.#name = name
    this.#outcome = outcome
    this.#eager = eager
    this.#remember = remember
  }

  write(writer: Writer): void {
    const good = this.#eager ? Op.EAGER_RETURN : Op.RETURN
    const bad = this.#eager ? Op.EAGER_RAISE : Op.RAISE
    writeOutcome(writer, good, bad, this.#name, this.#outcome, this.#remember)
  }
}

/** Answers a call. `eager` is for a call that Python awaits at once. */
export function answer(
  name: string,
  outcome: Outcome,
  eager: boolean,
  remember: Remember,
): Message {
  return new Answer(name, outcome, eager, remember)
}

/** The outcome of a call that was promised. */
export interface Settled {
  readonly callId: number
  readonly name: string
  readonly outcome: Outcome
}

/** Answers calls that were promised. */
export function settle(settled: readonly Settled[], remember: Remember): Message {
  return {
    write(writer) {
      writer.u8(Op.SETTLE)
      writer.varint(settled.length)
      for (const { callId, name, outcome } of settled) {
        writer.u32(callId)
        writeOutcome(writer, 0, 1, name, outcome, remember)
      }
    },
  }
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
  if ('value' in outcome) {
    try {
      writer.u8(good)
      return encodeResult(writer, outcome.value, name)
    } catch (error) {
      raised = unconvertible(error)
      remember(raised, error)
    }
  } else {
    raised = raisedOf(outcome.error)
    remember(raised, outcome.error)
  }
  writer.length = start
  writer.u8(bad)
  writeRaised(writer, raised)
}

export const future: Message = new Signal(Op.FUTURE)
export const notFound: Message = new Signal(Op.NOT_FOUND)

/** Raises in Python. */
export function raise(op: typeof Op.RAISE | typeof Op.ABORT, error: HostError): Message {
  return {
    write(writer) {
      writer.u8(op)
      writeRaised(writer, raisedOf(error))
    },
  }
}
