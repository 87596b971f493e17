import { MontyUsageError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { ExecutionSource } from './execution-source.js'

/** What this process has of an execution's state. */
export class StateCache {
  #origin: ExecutionSource
  #functionNames: readonly string[]
  /** Whether that is the state it is in. */
  isCurrent = true

  constructor(origin: ExecutionSource, functionNames: readonly string[] = []) {
    this.#origin = origin
    this.#functionNames = functionNames
  }

  /** From what a worker makes it again. */
  get origin(): ExecutionSource {
    return this.#origin
  }

  /** The names of an idle session's functions. */
  get functionNames(): string[] {
    return [...this.#functionNames]
  }

  /** Takes the state that a worker replied with. */
  take(body: Reader): void {
    this.#functionNames = Array.from({ length: body.count() }, () => body.text())
    // Copied, as the reply's memory may hold much else.
    this.#origin = { kind: 'dump', bytes: Buffer.from(body.view(body.remaining)) }
    this.isCurrent = true
  }

  /** @throws MontyUsageError */
  assertCurrent(): void {
    if (!this.isCurrent) throw new MontyUsageError('Python is running')
  }

  copy(): StateCache {
    return new StateCache(this.#origin, this.#functionNames)
  }
}
