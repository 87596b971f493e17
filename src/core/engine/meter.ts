import type { Usage } from '../errors.js'
import type { Reader } from '../wire/reader.js'

/**
 * What a run has used so far, as the engine says with every event. One for all events of a run: most
 * are answered without anybody's asking.
 */
export class Meter implements Usage {
  readonly #account: { readonly extraCalls: number }
  durationMs = 0
  peakMemoryBytes = 0
  outputBytes = 0
  /** Those that the engine knows of. */
  #hostCalls = 0

  /** `account` has the calls that the engine knows nothing of. */
  constructor(account: { readonly extraCalls: number }) {
    this.#account = account
  }

  get hostCalls(): number {
    return this.#hostCalls + this.#account.extraCalls
  }

  /** Reads what `write_head` wrote. */
  read(reader: Reader): void {
    this.#hostCalls = reader.u32()
    this.durationMs = reader.f64()
    this.peakMemoryBytes = reader.f64()
    this.outputBytes = reader.f64()
  }

  /** As it is now. */
  get usage(): Usage {
    const { durationMs, peakMemoryBytes, outputBytes, hostCalls } = this
    return { durationMs, peakMemoryBytes, outputBytes, hostCalls }
  }
}
