import { atOnce } from '../../core/wire/sliced.js'
import { sealedToken } from './token.js'

/** The runs of smaller states are soon read in their tokens. */
const LONG_BYTES = 384 * 1024
/** The beginning of a state, which has 12 random bytes: nobody has it who does not have the token. */
const BEGINNING = 225
const MOST = 1_000

/** The runs of large tokens that were made here: reading one takes as long as opening it. */
export class IssuedTokens {
  /** By the beginnings of their tokens. */
  readonly #runs = new Map<string, string>()

  /** The state of a run is going to be a token. */
  add(sealed: Buffer, runId: string): void {
    if (sealed.length < LONG_BYTES) return
    this.#runs.set(atOnce(sealedToken(sealed.subarray(0, BEGINNING))), runId)
    const [oldest] = this.#runs.keys()
    if (this.#runs.size > MOST && oldest !== undefined) this.#runs.delete(oldest)
  }

  runIdOf(token: string): string | undefined {
    return this.#runs.get(token.slice(0, LENGTH))
  }
}

/** How long the beginning of a token is. */
const LENGTH = atOnce(sealedToken(Buffer.alloc(BEGINNING))).length
