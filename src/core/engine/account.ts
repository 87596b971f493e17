import { monotonicNow } from '../timers.js'
import type { Writer } from '../wire/writer.js'
import { Op } from './kinds.js'

/** Smaller changes are not reported to the engine: most calls pass less than a kilobyte. */
const REPORT_FROM_BYTES = 64 * 1024
const REPORT_FROM_MS = 0.25
/** Maximum that the engine accepts. */
const MAX_BYTES = 2 ** 39
/** Memory of a call besides its arguments. */
const CALL_BYTES = 1024
/** Decoding less is too fast to be measured. */
const LONG_BYTES = 16 * 1024

/** A call whose arguments the host keeps. */
interface HandedOver {
  /** KiB that the arguments take in JavaScript, rounded down. */
  readonly kib: number
}

/**
 * Host memory and time that one run accounts for, as if Python used them. They are reported to the engine in
 * front of the next message, so that limits are enforced in one place. Code that keeps arguments of Python
 * calls `hold`, and `release` afterwards; code that decodes, checks or converts them calls `spend` or
 * `timed`.
 */
export class Account {
  #held = 0
  #reported = 0
  #spentMs = 0
  /** Calls of the host's code that the engine does not count, in this run or feed. */
  extraCalls = 0
  /** Bytes transferred since `takeMoved` was last called. */
  #moved = 0

  /** Counts the memory of a call that Python does not wait for. Returns the bytes to release later. */
  holdCall({ kib }: HandedOver): number {
    const bytes = CALL_BYTES + kib * 1024
    this.#held += bytes
    return bytes
  }

  release(bytes: number): void {
    this.#held -= bytes
  }

  /** Releases all memory. */
  clear(): void {
    this.#held = 0
  }

  /** Counts time that this thread worked for the run. */
  spend(ms: number): void {
    this.#spentMs += ms
  }

  /** Time counted, and not yet reported to the engine. */
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

  /** Counts transferred bytes, in either direction. */
  move(bytes: number): void {
    this.#moved += bytes
  }

  /** Returns and resets the number of bytes transferred. */
  takeMoved(): number {
    const moved = this.#moved
    this.#moved = 0
    return moved
  }

  /** Whether there is enough to report to the engine. */
  get isOwing(): boolean {
    return (
      Math.abs(this.#held - this.#reported) >= REPORT_FROM_BYTES || this.#spentMs >= REPORT_FROM_MS
    )
  }

  /** Resets the reported memory, as the execution continues in another engine. */
  resetReported(): void {
    this.#reported = 0
  }

  /** Writes the report in front of a message. */
  write(writer: Writer): void {
    writer.u8(Op.ACCOUNT)
    writer.f64(Math.min(this.#held, MAX_BYTES))
    writer.f64(this.#spentMs)
    this.#reported = this.#held
    this.#spentMs = 0
  }
}

/** Whether handling this many bytes takes long enough to be measured. */
export const isLong = (bytes: number): boolean => bytes >= LONG_BYTES
