type Listener = () => void

/**
 * Ends a run. To the drive it is an `AbortSignal`, without the weight of one: runs are many, and few
 * are ended.
 */
export class Stopper {
  aborted = false
  reason: unknown
  #listeners: Listener[] = []

  /** As a drive takes it, which listens for the abort and asks for the reason. */
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
