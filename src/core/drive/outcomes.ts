import type { FuturesEvent } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import type { Account } from '../engine/account.js'
import { type Remember, settle, type Settled } from './answers.js'
import { Tick } from './tick.js'

/** Outcomes of promised calls that Python has not been told, and whether it waits for some. */
export class Outcomes {
  readonly #account: Account
  readonly #remember: Remember
  readonly #flush: () => void
  #settled: Settled[]
  #waiting: FuturesEvent | undefined
  /** Made when it is needed: most runs end without one. */
  #flushTick: Tick | undefined

  /** `flush` tells Python; it is called when enough came together. */
  constructor(
    settled: readonly Settled[],
    account: Account,
    remember: Remember,
    flush: () => void,
  ) {
    this.#account = account
    this.#settled = [...settled]
    this.#remember = remember
    this.#flush = flush
  }

  /** Those that Python has not been told. */
  get untold(): readonly Settled[] {
    return this.#settled
  }

  /** Whether Python can only go on with an outcome. */
  get isPythonWaiting(): boolean {
    return this.#waiting !== undefined
  }

  add(settled: Settled): void {
    this.#settled.push(settled)
  }

  /** Python waits from now on. */
  waitFor(event: FuturesEvent): void {
    this.#waiting = event
  }

  /** Outcomes that arrive together go together; the last one need not wait for others. */
  flushSoon(): void {
    if (this.#waiting === undefined) return
    if (this.#settled.length >= this.#waiting.callIds.length) return this.#flush()
    this.#flushTick ??= new Tick(() => {
      if (this.#waiting !== undefined) this.#flush()
    })
    this.#flushTick.arm()
  }

  /** The outcomes that Python waits for; others stay until it does. */
  take(): Message | undefined {
    const awaited = new Set(this.#waiting?.callIds)
    const ready = this.#settled.filter(({ callId }) => awaited.has(callId))
    if (ready.length === 0) return undefined
    this.#settled = this.#settled.filter(({ callId }) => !awaited.has(callId))
    this.#waiting = undefined
    this.#release(ready)
    return settle(ready, this.#remember)
  }

  /** Python waits no longer for calls other than these. */
  forgetOthers(callIds: ReadonlySet<number>): void {
    this.#release(this.#settled.filter(({ callId }) => !callIds.has(callId)))
    this.#settled = this.#settled.filter(({ callId }) => callIds.has(callId))
  }

  /** What was held for them is let go. */
  #release(settled: readonly Settled[]): void {
    for (const { heldBytes } of settled) {
      if (heldBytes !== undefined) this.#account.release(heldBytes)
    }
  }

  /** Nobody will be told. */
  clear(): void {
    this.#settled = []
    this.#waiting = undefined
  }
}
