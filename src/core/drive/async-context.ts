import { AsyncResource } from '../node.js'
import type { Event } from '../engine/event.js'
import type { Listener } from './listener.js'

/**
 * The context in which this module was loaded: for resources that serve every run, such as a worker's pipes,
 * so that they do not retain the `AsyncLocalStorage` stores of whichever request came first.
 */
const moduleContext = new AsyncResource('MontyNode', { requireManualDestroy: true })

/** Makes a call outside of the context of any run. */
export function outsideOfRuns<T>(call: () => T): T {
  return moduleContext.runInAsyncScope(call)
}

/** Binds a callback to the current asynchronous context, which `AsyncLocalStorage` reads. */
export function bindContext(callback: () => void): () => void {
  const context = captureContext()
  return () => context.runInAsyncScope(callback)
}

function captureContext(): AsyncResource {
  // Nothing uses the end of a run's context, so the garbage collector need not track it.
  return new AsyncResource('MontyRun', { requireManualDestroy: true })
}

/**
 * Delivers events that arrive in a foreign asynchronous context (a scheduler's tick, another run's reply) to
 * a listener. The listener is called in the context in which its run was started or resumed, as all callbacks
 * of the host follow from there.
 */
export class Delivery implements Listener {
  #listener: Listener
  #context: AsyncResource | undefined

  constructor(listener: Listener) {
    this.#listener = listener
  }

  set listener(listener: Listener) {
    this.#listener = listener
  }

  /**
   * Announces that an event will arrive later. Called in the run's own context; only the first call counts.
   */
  expect(): void {
    this.#context ??= captureContext()
  }

  onEvent(event: Event): void {
    this.#deliver(() => this.#listener.onEvent(event))
  }

  onFailure(error: unknown): void {
    this.#deliver(() => this.#listener.onFailure(error))
  }

  /** Without a captured context no event was expected later: the current context is the run's own. */
  #deliver(call: () => void): void {
    if (this.#context === undefined) call()
    else this.#context.runInAsyncScope(call)
  }
}
