import { monotonicNow } from '../timers.js'
import type { Writer } from '../wire/writer.js'
import { Op } from './kinds.js'

/** Less that is new is not worth telling the engine: most calls hand over less than a kilobyte. */
const TOLD_FROM_BYTES = 64 * 1024
const TOLD_FROM_MS = 0.25
/** The engine knows no larger number. */
const MOST_BYTES = 2 ** 39
/** What a call takes besides its arguments. */
const CALL_BYTES = 1024
/** Reading less takes no time that would be worth a look at the clock. */
const LONG_BYTES = 16 * 1024

/** Whatever hands something over that the host keeps: a call. */
interface HandedOver {
  /** KiB that its arguments take in JavaScript, rounded down. */
  readonly kib: number
}

/**
 * What the host holds and does because of one run. It counts for the run as if Python held and did it: the
 * engine is told in front of the next message, so that there is one place that knows the limits. Whoever
 * keeps what Python handed over says `hold`, and `release` when it is let go; whoever reads, checks or
 * converts it says `spend`, or does so in `timed`.
 */
export class Account {
  #held = 0
  #told = 0
  #spentMs = 0
  /** Calls of the host's code that the engine knows nothing of, in this run or feed. */
  extraCalls = 0
  /** Bytes that crossed since somebody asked. */
  #moved = 0

  /** Keeps a call that Python does not wait for. Returns the bytes, to be released. */
  holdCall({ kib }: HandedOver): number {
    const bytes = CALL_BYTES + kib * 1024
    this.#held += bytes
    return bytes
  }

  release(bytes: number): void {
    this.#held -= bytes
  }

  /** Nothing is kept any more. */
  clear(): void {
    this.#held = 0
  }

  /** Counts time that this thread worked for the run. */
  spend(ms: number): void {
    this.#spentMs += ms
  }

  /** Time that was counted, and that the engine was not told of yet. */
  get spentMs(): number {
    return this.#spentMs
  }

  /** Does work, and counts its time. */
  timed<T>(work: () => T): T {
    const began = monotonicNow()
    try {
      return work()
    } finally {
      this.#spentMs += monotonicNow() - began
    }
  }

  /** Counts what crossed, in either direction. */
  move(bytes: number): void {
    this.#moved += bytes
  }

  /** What crossed since this was last asked. */
  takeMoved(): number {
    const moved = this.#moved
    this.#moved = 0
    return moved
  }

  /** Whether there is something to tell the engine. */
  get isOwing(): boolean {
    return Math.abs(this.#held - this.#told) >= TOLD_FROM_BYTES || this.#spentMs >= TOLD_FROM_MS
  }

  /** The execution goes on in another engine, which knows nothing of this. */
  forgetTold(): void {
    this.#told = 0
  }

  /** Writes what there is to tell, in front of a message. */
  write(writer: Writer): void {
    writer.u8(Op.ACCOUNT)
    writer.f64(Math.min(this.#held, MOST_BYTES))
    writer.f64(this.#spentMs)
    this.#told = this.#held
    this.#spentMs = 0
  }
}

/** Whether working on so many bytes takes time that is worth counting. */
export const isLong = (bytes: number): boolean => bytes >= LONG_BYTES
