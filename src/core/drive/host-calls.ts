import { type CallEvent, positionOf } from '../engine/event.js'
import type { Outcome } from './answers.js'
import { callFunction, isThenable } from './calls.js'
import type { Host } from './host.js'
import type { HostCallable, RunScope, HostFunction } from '../contract/host-call.js'
import { hostSleep } from './sleep.js'

/** Makes the calls of an asynchronous run, through the host's interceptor if it has one. */
export class HostCalls {
  readonly #host: Host
  readonly #scope: RunScope
  /** The intercepted call whose function answered at once. */
  #atHand: number | undefined

  constructor(host: Host, scope: RunScope) {
    this.#host = host
    this.#scope = scope
  }

  make(call: HostFunction | HostCallable, event: CallEvent): Outcome {
    try {
      return { value: this.#perform(call, event) }
    } catch (error) {
      return { error }
    }
  }

  sleep(ms: number): Promise<void> | void {
    return hostSleep(ms, this.#host.sleep, this.#scope.signal)
  }

  /** Whether its function answered at once, though an interceptor makes a promise of every value. */
  wasAtHand(event: CallEvent): boolean {
    return this.#atHand === event.callId
  }

  #perform(call: HostFunction | HostCallable, event: CallEvent): unknown {
    const { intercept } = this.#host
    if (intercept === undefined) return callFunction(call, event, this.#scope)
    const { name, args, kwargs = {}, callId } = event
    return intercept({ name, args, kwargs, callId, position: positionOf(event) }, async () => {
      this.#atHand = callId
      const value = callFunction(call, event, this.#scope)
      if (isThenable(value)) this.#atHand = undefined
      return value
    })
  }
}
