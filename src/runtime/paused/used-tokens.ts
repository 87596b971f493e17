import { wallClockNow } from '../../core/timers.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { hashed } from '../../core/wire/stretches.js'
import { nodeCrypto } from '../../core/node.js'

const SWEEP_EVERY_MS = 60_000

/**
 * The sealed tokens that were used in this process. A mark is the digest of a token's content, not of
 * its spelling, and is removed when the token has expired.
 */
export class UsedTokens {
  readonly #marks = new Map<string, number>()
  #sweptAt = 0

  /** Marks a token as used and returns a function that removes the mark; `undefined` when it was marked before. */
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

/** The mark of a token: the digest of its content. */
export function* markOf(bytes: Uint8Array): Sliced<string> {
  return (yield* hashed(nodeCrypto().createHash('sha256'), [bytes])).digest('base64url')
}

const KEY = Symbol.for('monty-node.used-tokens')

/** Shared by all copies of this package in the process, as each can read the others' tokens. */
export function usedTokens(): UsedTokens {
  const shared = globalThis as { [KEY]?: UsedTokens }
  return (shared[KEY] ??= new UsedTokens())
}
