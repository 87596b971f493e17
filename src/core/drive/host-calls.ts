import { notHere } from './resolve-callee.js'
import type { Callee } from '../contract/host-call.js'
import { type CallEvent, positionOf } from '../engine/event.js'
import type { Outcome } from './answers.js'
import { CallScope } from './call-scope.js'
import { callFunction, isThenable } from './calls.js'
import type { Host } from './host.js'
import type { RunScope } from '../contract/host-call.js'
import { hostSleep } from './sleep.js'

/** Makes the calls of an asynchronous run, through its supervisor or interceptor if it has one. */
export class HostCalls {
  readonly #host: Host
  readonly #scope: RunScope
  /** The intercepted call whose function returned synchronously. */
  #atHand: number | undefined
  /** Scopes of calls that Python may abandon. Plain functions receive no scope. */
  readonly #scopes = new WeakMap<CallEvent, CallScope>()

  constructor(host: Host, scope: RunScope) {
    this.#host = host
    this.#scope = scope
  }

  make(callee: Callee | undefined, event: CallEvent): Outcome {
    try {
      return { value: this.#perform(callee, event) }
    } catch (error) {
      return { error }
    }
  }

  sleep(event: CallEvent, ms: number): Promise<void> | void {
    return hostSleep(ms, this.#host.sleep, this.#scopeOf(event).signal)
  }

  /** Aborts the signal of a call that Python has abandoned. */
  abandon(event: CallEvent): void {
    this.#scopes.get(event)?.abandon()
  }

  /** Releases the scope of a call that has ended. */
  ended(event: CallEvent): void {
    this.#scopes.get(event)?.end()
  }

  /**
   * Whether the call's function returned synchronously, though an interceptor turns every value into a
   * promise.
   */
  wasAtHand(event: CallEvent): boolean {
    return this.#atHand === event.callId
  }

  #perform(callee: Callee | undefined, event: CallEvent): unknown {
    const { intercept, supervisor } = this.#host
    if (supervisor !== undefined) {
      return supervisor.perform(event, callee, () => this.#call(callee, event))
    }
    if (intercept === undefined) return this.#call(callee, event)
    const { name, args, kwargs = {}, callId } = event
    return intercept({ name, args, kwargs, callId, position: positionOf(event) }, async () => {
      this.#atHand = callId
      const value = this.#call(callee, event)
      if (isThenable(value)) this.#atHand = undefined
      return value
    })
  }

  #call(callee: Callee | undefined, event: CallEvent): unknown {
    if (callee === undefined) throw notHere(event)
    const scope = typeof callee === 'function' ? this.#scope : this.#scopeOf(event)
    return callFunction(callee, event, scope)
  }

  #scopeOf(event: CallEvent): CallScope {
    const scope = new CallScope(this.#scope)
    this.#scopes.set(event, scope)
    return scope
  }
}
