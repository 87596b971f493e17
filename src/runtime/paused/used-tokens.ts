import { wallClockNow } from '../../core/timers.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { hashed } from '../../core/wire/stretches.js'
import { nodeCrypto } from '../../core/node.js'

const SWEEP_EVERY_MS = 60_000

/**
 * The sealed tokens that were used in this process. A mark is the digest of what a token says, not of
 * how it is spelled, and is forgotten when the token has expired.
 */
export class UsedTokens {
  readonly #marks = new Map<string, number>()
  #sweptAt = 0

  /** Marks a token as used; `undefined` when it was before, else what takes the mark back. */
  use(mark: string, expiresAt: number): (() => void) | undefined {
    this.#sweep()
    if (this.#marks.has(mark)) return undefined
    this.#marks.set(mark, expiresAt)
    return () => this.#marks.delete(mark)
  }

  #sweep(): void {
    const now = wallClockNow()
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = now
    for (const [mark, expiresAt] of this.#marks) if (expiresAt <= now) this.#marks.delete(mark)
  }
}

/** What marks a token as used. */
export function* markOf(bytes: Uint8Array): Sliced<string> {
  return (yield* hashed(nodeCrypto().createHash('sha256'), [bytes])).digest('base64url')
}

const KEY = Symbol.for('monty-node.used-tokens')

/** One for all copies of this package in the process, as each of them can read the others' tokens. */
export function usedTokens(): UsedTokens {
  const shared = globalThis as { [KEY]?: UsedTokens }
  return (shared[KEY] ??= new UsedTokens())
}
