import type { Usage } from '../errors.js'
import type { Reader } from '../wire/reader.js'

/**
 * Resource usage of a run, as reported with every event. Updated in place, as most events are handled without
 * reading it.
 */
export class Meter implements Usage {
  readonly #account: { readonly extraCalls: number }
  durationMs = 0
  peakMemoryBytes = 0
  outputBytes = 0
  /** Host calls counted by the engine. */
  #hostCalls = 0

  /** `account` has the calls that the engine does not count. */
  constructor(account: { readonly extraCalls: number }) {
    this.#account = account
  }

  get hostCalls(): number {
    return this.#hostCalls + this.#account.extraCalls
  }

  /** Decodes the fields written by `write_head`. */
  read(reader: Reader): void {
    this.#hostCalls = reader.u32()
    this.durationMs = reader.f64()
    this.peakMemoryBytes = reader.f64()
    this.outputBytes = reader.f64()
  }

  /** A copy of the current values. */
  get usage(): Usage {
    const { durationMs, peakMemoryBytes, outputBytes, hostCalls } = this
    return { durationMs, peakMemoryBytes, outputBytes, hostCalls }
  }
}
