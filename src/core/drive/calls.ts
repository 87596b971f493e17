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
