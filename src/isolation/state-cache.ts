import { MontyUsageError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { ExecutionSource } from './execution-source.js'
import { HeldState, type HeldStates } from './held-states.js'

/** The copy of an execution's state in this process. */
export class StateCache {
  readonly #states: HeldStates
  #origin: ExecutionSource
  #functionNames: readonly string[]
  #isCurrent = true

  constructor(states: HeldStates, origin: ExecutionSource, functionNames: readonly string[] = []) {
    this.#states = states
    this.#origin = origin
    this.#functionNames = functionNames
  }

  /** Whether the copy is the execution's current state. */
  get isCurrent(): boolean {
    return this.#isCurrent
  }

  /** The source from which a worker recreates the execution, while current. */
  get origin(): ExecutionSource {
    return this.#origin
  }

  /** The names of an idle session's functions. */
  get functionNames(): string[] {
    return [...this.#functionNames]
  }

  /** Takes the state from a worker's reply. */
  take(body: Reader): void {
    this.#functionNames = Array.from({ length: body.count() }, () => body.text())
    const view = body.view(body.remaining)
    // The memory of a short reply may hold much else.
    const isAlone = view.length * 2 > view.buffer.byteLength
    const state = this.#states.keep(isAlone ? view : Buffer.from(view))
    this.invalidate()
    this.#origin = state
    this.#isCurrent = true
  }

  /** @throws MontyUsageError */
  assertCurrent(): void {
    if (!this.#isCurrent) throw new MontyUsageError('Python is running')
  }

  copy(): StateCache {
    if (this.#origin instanceof HeldState) this.#origin.share()
    return new StateCache(this.#states, this.#origin, this.#functionNames)
  }

  /** Invalidates the copy, as the execution continues or ends. */
  invalidate(): void {
    if (this.#isCurrent && this.#origin instanceof HeldState) this.#origin.release()
    this.#isCurrent = false
  }
}
