import type { Remember } from './answers.js'
import { takeCrossing } from '../engine/crossing.js'
import type { CallEvent } from '../engine/event.js'
import { types } from '../node.js'
import {
  type HostCallable,
  invoke,
  type RunScope,
  type HostFunction,
} from '../contract/host-call.js'
import type { Outcome } from './answers.js'

/** Calls a host function: for a plain one, keyword arguments are one trailing object. */
export function callFunction(
  call: HostFunction | HostCallable,
  event: CallEvent,
  run: RunScope,
): unknown {
  if (typeof call !== 'function') return call[invoke](event, run)
  const { args, kwargs } = event
  if (kwargs !== undefined) return call(...args, kwargs)
  switch (args.length) {
    case 0:
      return call()
    case 1:
      return call(args[0])
    case 2:
      return call(args[0], args[1])
    default:
      return call(...args)
  }
}

/** Whether Python gets an awaitable from a call, also when the answer is at hand. */
export function returnsAwaitable(call: HostFunction | HostCallable): boolean {
  return typeof call !== 'function' && call.isAsync
}

/** Whether what it gives was declared to be a value in Python, and never something to await. */
export function isSynchronous(call: HostFunction | HostCallable): boolean {
  return typeof call !== 'function' && call.isSynchronous === true
}

/** What comes of calling a function, which is given its arguments here: a closure costs more. */
export function outcomeOf<A extends unknown[]>(call: (...args: A) => unknown, ...args: A): Outcome {
  try {
    return { value: call(...args) }
  } catch (error) {
    return { error }
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null) return false
  try {
    // Asking Node takes longer than looking.
    return typeof (value as { then?: unknown }).then === 'function' || types.isPromise(value)
  } catch {
    // Its `then` cannot even be looked at, as in a proxy that was revoked. A promise of it rejects with
    // the reason.
    return true
  }
}

/** Hears how a promise ends. */
export interface Waiting {
  readonly onValue: (value: unknown) => void
  readonly onError: (error: unknown) => void
}

/** Waits for a promise without ever leaving its rejection unhandled. */
export function whenSettled(promise: PromiseLike<unknown>, done: (outcome: Outcome) => void): void {
  hear(promise, { onValue: (value) => done({ value }), onError: (error) => done({ error }) })
}

/** The same, with functions that need not be made for each promise. */
export function hear(promise: PromiseLike<unknown>, { onValue, onError }: Waiting): void {
  // A stranger's `then` may throw, or settle more than once. A promise can have one, too.
  try {
    if (promise.then === Promise.prototype.then) {
      promise.then(onValue, onError)
      return
    }
  } catch {
    // It only looked like a promise. Asking Node first would take as long as all the rest.
  }
  new Promise((resolve) => resolve(promise)).then(onValue, onError)
}

/** Errors kept for recognition; those thrown longest ago go first. */
const KEPT = 1_000
/** Characters in their messages, which may be Python's own words: tools repeat what they are given. */
const KEPT_TEXT = 4 * 1024 * 1024

/** The errors of host functions that went into Python, to be found again when they come out. */
export class Thrown {
  #errors: Map<number, { readonly error: unknown; readonly length: number }> | undefined
  #text = 0

  readonly remember: Remember = (error) => {
    this.#errors ??= new Map()
    const crossing = takeCrossing()
    const length = lengthOf(error)
    this.#errors.set(crossing, { error, length })
    this.#text += length
    while (this.#errors.size > KEPT || (this.#text > KEPT_TEXT && this.#errors.size > 1)) {
      const [oldest] = this.#errors.keys()
      this.#text -= this.#errors.get(oldest!)!.length
      this.#errors.delete(oldest!)
    }
    return crossing
  }

  /** The error that Python's exception began as, by its number. */
  find(crossing: number | undefined): unknown {
    return crossing === undefined ? undefined : this.#errors?.get(crossing)?.error
  }
}

/** How long the message of something thrown is; its stack has it once more. */
export function lengthOf(thrown: unknown): number {
  try {
    const { message } = thrown as { message?: unknown }
    return typeof message === 'string' ? 2 * message.length : 0
  } catch {
    // A getter of what was thrown threw in turn, or it is nothing that has any.
    return 0
  }
}
