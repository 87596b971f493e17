import { MontyUsageError } from '../core/errors.js'
import type { Outcome } from '../host/outcome.js'

/** Identifies a turn of a conversation: the same for all calls of one turn, and for no others. */
export type Turn = object | string

/**
 * Whether a program continues from the previous one in its turn, or a function that identifies the turn of a call where
 * the framework does not; it returns `undefined` for a call outside of turns.
 */
export type AfterChoice<Call> = boolean | ((call: Call) => Turn | undefined)

/** Turns with a string id that are remembered for a runtime. */
const MAX_NAMED = 1_000

/** Failed programs by turns with a string id, by runtime: a server may create its tool anew for each request. */
const named = new WeakMap<object, Map<string, Outcome>>()

/** The last program of each turn, if it failed. */
export class FailedTurns<Call extends { turn?: Turn | undefined }> {
  readonly #after: AfterChoice<Call>
  readonly #byObject = new WeakMap<object, Outcome>()
  readonly #byName: Map<string, Outcome>

  /** @throws MontyUsageError for an invalid `after` */
  constructor(runtime: object, after: AfterChoice<Call>) {
    if (typeof after !== 'boolean' && typeof after !== 'function') {
      throw new MontyUsageError(
        'after must be true, false or a function that tells the turn of a call',
      )
    }
    this.#after = after
    this.#byName = named.get(runtime) ?? new Map()
    named.set(runtime, this.#byName)
  }

  /**
   * The turn of a call; `undefined` where programs do not continue.
   *
   * @throws MontyUsageError when the call has no `turn`: the calls of a failed program would be repeated
   */
  turnOf(call: Call): Turn | undefined {
    if (this.#after === false) return undefined
    if (this.#after !== true) return this.#after(call)
    if ('turn' in call) return call.turn
    throw new MontyUsageError(
      'after: true needs the turn of each call, as in execute({ code }, { turn: messageId }); ' +
        'or give after a function of the call, as in after: () => messageId',
    )
  }

  /** Removes and returns the failed program of a turn: of concurrent programs, only one continues from it. */
  take(turn: Turn | undefined): Outcome | undefined {
    if (turn === undefined) return undefined
    const last = typeof turn === 'string' ? this.#byName.get(turn) : this.#byObject.get(turn)
    if (typeof turn === 'string') this.#byName.delete(turn)
    else this.#byObject.delete(turn)
    return last
  }

  record(turn: Turn | undefined, outcome: Outcome): void {
    if (turn === undefined || !('error' in outcome)) return
    if (typeof turn !== 'string') return void this.#byObject.set(turn, outcome)
    this.#byName.set(turn, outcome)
    const [oldest] = this.#byName.keys()
    if (this.#byName.size > MAX_NAMED) this.#byName.delete(oldest!)
  }
}

/**
 * The turn that a user message begins. Frameworks copy messages, so messages are identified by their ids, which may
 * be unique within one conversation only: if there is a thread id, the turn includes it.
 */
export function turnOf(
  message: { readonly id?: unknown } | undefined,
  thread: unknown,
): Turn | undefined {
  if (typeof message?.id !== 'string') return message
  return typeof thread === 'string' ? JSON.stringify([thread, message.id]) : message.id
}

/**
 * Checks `after` for a framework that does not identify turns: continuing from another conversation's program
 * would answer calls with that conversation's results.
 *
 * @throws MontyUsageError for `true`
 */
export function checkTurnless(after: AfterChoice<never> | undefined, framework: string): void {
  if (after !== true) return
  throw new MontyUsageError(
    `${framework} does not tell turns apart: give after a function of the call, as in after: () => messageId`,
  )
}
