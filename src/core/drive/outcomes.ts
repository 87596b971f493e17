import type { FuturesEvent } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import type { Account } from '../engine/account.js'
import { type Remember, settle, type Settled } from './answers.js'
import { Tick } from './tick.js'

/** Outcomes of promised calls that Python has not received, and whether it waits for some. */
export class Outcomes {
  readonly #account: Account
  readonly #remember: Remember
  readonly #flush: () => void
  #settled: Settled[]
  #waiting: FuturesEvent | undefined
  /** Created at its first use: most runs need none. */
  #flushTick: Tick | undefined

  /** `flush` sends outcomes to Python; it is called when enough have arrived. */
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

  /** Outcomes that Python has not received. */
  get undelivered(): readonly Settled[] {
    return this.#settled
  }

  /** Whether Python is blocked until an outcome arrives. */
  get isPythonWaiting(): boolean {
    return this.#waiting !== undefined
  }

  add(settled: Settled): void {
    this.#settled.push(settled)
  }

  /** Records that Python waits for the event's calls. */
  waitFor(event: FuturesEvent): void {
    this.#waiting = event
  }

  /** Sends outcomes that arrive together in one message; the last one is sent at once. */
  flushSoon(): void {
    if (this.#waiting === undefined) return
    if (this.#settled.length >= this.#waiting.callIds.length) return this.#flush()
    this.#flushTick ??= new Tick(() => {
      if (this.#waiting !== undefined) this.#flush()
    })
    this.#flushTick.arm()
  }

  /** Removes the outcomes that Python waits for, as a message; the others stay. */
  take(): Message | undefined {
    const awaited = new Set(this.#waiting?.callIds)
    const ready = this.#settled.filter(({ callId }) => awaited.has(callId))
    if (ready.length === 0) return undefined
    this.#settled = this.#settled.filter(({ callId }) => !awaited.has(callId))
    this.#waiting = undefined
    this.#release(ready)
    return settle(ready, this.#remember)
  }

  /** Drops the outcomes of calls that Python no longer waits for. */
  forgetOthers(callIds: ReadonlySet<number>): void {
    this.#release(this.#settled.filter(({ callId }) => !callIds.has(callId)))
    this.#settled = this.#settled.filter(({ callId }) => callIds.has(callId))
  }

  /** Releases the bytes held for outcomes. */
  #release(settled: readonly Settled[]): void {
    for (const { heldBytes } of settled) {
      if (heldBytes !== undefined) this.#account.release(heldBytes)
    }
  }

  /** Drops all outcomes. */
  clear(): void {
    this.#settled = []
    this.#waiting = undefined
  }
}
