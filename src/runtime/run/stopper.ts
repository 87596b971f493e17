type Listener = () => void

/**
 * Aborts a run. Implements the part of `AbortSignal` that a drive uses, at a lower cost: runs are many, and few
 * are aborted.
 */
export class Stopper {
  aborted = false
  reason: unknown
  #listeners: Listener[] = []

  /** This object as the drive's signal, which listens for `abort` and reads the reason. */
  get signal(): AbortSignal {
    return this as unknown as AbortSignal
  }

  abort(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of this.#listeners.splice(0)) listener()
  }

  addEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.#listeners = this.#listeners.filter((one) => one !== listener)
  }
}
