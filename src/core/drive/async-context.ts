import { AsyncResource } from '../node.js'
import type { Event } from '../engine/event.js'
import type { Listener } from './listener.js'

/**
 * The context of whoever loaded this module: for resources that serve every run, such as a worker's
 * pipes, so that they do not keep the stores of the request that happened to come first.
 */
const moduleContext = new AsyncResource('MontyNode', { requireManualDestroy: true })

/** Makes a call outside of the context of any run. */
export function outsideOfRuns<T>(call: () => T): T {
  return moduleContext.runInAsyncScope(call)
}

/** Keeps the asynchronous context of now, which `AsyncLocalStorage` reads, for a callback to come. */
export function bindContext(callback: () => void): () => void {
  const context = captureContext()
  return () => context.runInAsyncScope(callback)
}

function captureContext(): AsyncResource {
  // Nothing listens for the end of a run's context, so the collector need not be asked about it.
  return new AsyncResource('MontyRun', { requireManualDestroy: true })
}

/**
 * Delivers to a listener what arrives in the context of somebody else: a scheduler's tick, another
 * run's reply. The listener is called in the context in which its run was started or resumed, as
 * everything that the host is called back for follows from there.
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

  /** Something will arrive later. Called in the run's own context; only the first call counts. */
  expect(): void {
    this.#context ??= captureContext()
  }

  onEvent(event: Event): void {
    this.#deliver(() => this.#listener.onEvent(event))
  }

  onFailure(error: unknown): void {
    this.#deliver(() => this.#listener.onFailure(error))
  }

  /** Nothing was expected to arrive later when nothing was captured: then this is the run's context. */
  #deliver(call: () => void): void {
    if (this.#context === undefined) call()
    else this.#context.runInAsyncScope(call)
  }
}
