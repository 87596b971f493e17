import { atOnce } from '../../core/wire/sliced.js'
import { sealedToken } from './token.js'

/** Smaller tokens are opened quickly, so that their runs need no index. */
const LONG_BYTES = 384 * 1024
/**
 * Bytes of a state that identify its token: they include 12 random bytes, which cannot be guessed without the
 * token.
 */
const BEGINNING = 225
const MAX_TOKENS = 1_000

/** The runs of large tokens that were issued here: opening a large token takes long. */
export class IssuedTokens {
  /** Run ids, by the beginnings of their tokens. */
  readonly #runs = new Map<string, string>()

  /** Notes the run of a state that becomes a token. */
  add(sealed: Buffer, runId: string): void {
    if (sealed.length < LONG_BYTES) return
    this.#runs.set(atOnce(sealedToken(sealed.subarray(0, BEGINNING))), runId)
    const [oldest] = this.#runs.keys()
    if (this.#runs.size > MAX_TOKENS && oldest !== undefined) this.#runs.delete(oldest)
  }

  runIdOf(token: string): string | undefined {
    return this.#runs.get(token.slice(0, LENGTH))
  }
}

/** Characters of a token's identifying beginning. */
const LENGTH = atOnce(sealedToken(Buffer.alloc(BEGINNING))).length
