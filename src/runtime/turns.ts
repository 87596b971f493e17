import { MontyUsageError } from '../core/errors.js'
import type { Outcome } from '../host/outcome.js'

/** What tells the turns of a conversation apart: the same for all calls of one turn, and for no others. */
export type Turn = object | string

/**
 * Whether programs go on from the one before in their turn, or what tells turns apart where the framework does
 * not; `undefined` for a call that is in no turn.
 */
export type AfterChoice<Call> = boolean | ((call: Call) => Turn | undefined)

/** Of turns that are known by a text, how many are remembered for a runtime. */
const MAX_NAMED = 1_000

/** Named turns, by runtime: a server may make its tool anew for each request. */
const named = new WeakMap<object, Map<string, Outcome>>()

/** The last program of each turn, if it failed. */
export class FailedTurns<Call extends { turn?: Turn | undefined }> {
  readonly #after: AfterChoice<Call>
  readonly #byObject = new WeakMap<object, Outcome>()
  readonly #byName: Map<string, Outcome>

  /** @throws MontyUsageError for what is no such choice */
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
   * The turn that a call is in; `undefined` where programs do not go on.
   *
   * @throws MontyUsageError when nothing is said of the call's turn: what a failed program did would be done twice
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

  /** The program that failed in a turn, once: of programs that run side by side one goes on. */
  take(turn: Turn | undefined): Outcome | undefined {
    if (turn === undefined) return undefined
    const last = typeof turn === 'string' ? this.#byName.get(turn) : this.#byObject.get(turn)
    if (typeof turn === 'string') this.#byName.delete(turn)
    else this.#byObject.delete(turn)
    return last
  }

  tell(turn: Turn | undefined, outcome: Outcome): void {
    if (turn === undefined || !('error' in outcome)) return
    if (typeof turn !== 'string') return void this.#byObject.set(turn, outcome)
    this.#byName.set(turn, outcome)
    const [oldest] = this.#byName.keys()
    if (this.#byName.size > MAX_NAMED) this.#byName.delete(oldest!)
  }
}

/**
 * The turn that a message of the user's begins. Frameworks copy messages, so they are known by their ids, which need
 * be different in one conversation only: where there is a thread, the turn is of that thread.
 */
export function turnOf(
  said: { readonly id?: unknown } | undefined,
  thread: unknown,
): Turn | undefined {
  if (typeof said?.id !== 'string') return said
  return typeof thread === 'string' ? JSON.stringify([thread, said.id]) : said.id
}

/**
 * Checks `after` for a framework that tells its tools nothing of turns: to go on from another conversation's
 * program would be to answer with what somebody else did.
 *
 * @throws MontyUsageError for `true`
 */
export function checkTurnless(after: AfterChoice<never> | undefined, framework: string): void {
  if (after !== true) return
  throw new MontyUsageError(
    `${framework} does not tell turns apart: give after a function of the call, as in after: () => messageId`,
  )
}
