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

/** Whether the callee is declared to return a value in Python, and never an awaitable. */
export function isSynchronous(call: HostFunction | HostCallable): boolean {
  return typeof call !== 'function' && call.isSynchronous === true
}

/** The outcome of calling a function. The arguments are passed on, as that is cheaper than a closure. */
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
    // Reading `then` is faster than asking Node.
    return typeof (value as { then?: unknown }).then === 'function' || types.isPromise(value)
  } catch {
    // Reading `then` throws, as with a revoked proxy. Awaiting the value rejects with that error.
    return true
  }
}

/** Callbacks for a promise's outcome. */
export interface OutcomeCallbacks {
  readonly onValue: (value: unknown) => void
  readonly onError: (error: unknown) => void
}

/** Waits for a promise without ever leaving its rejection unhandled. */
export function whenSettled(promise: PromiseLike<unknown>, done: (outcome: Outcome) => void): void {
  observe(promise, { onValue: (value) => done({ value }), onError: (error) => done({ error }) })
}

/** Like `whenSettled`, with callbacks that can be reused for many promises. */
export function observe(
  promise: PromiseLike<unknown>,
  { onValue, onError }: OutcomeCallbacks,
): void {
  // A foreign thenable's `then` may throw, or settle more than once. Even a native promise can have its own
  // `then`.
  try {
    if (promise.then === Promise.prototype.then) {
      promise.then(onValue, onError)
      return
    }
  } catch {
    // The value is a promise by its prototype only. Asking Node first would double the cost.
  }
  new Promise((resolve) => resolve(promise)).then(onValue, onError)
}
