import type { CallRequest } from '../../core/contract/host-call.js'
import type { Tool } from '../../host/tool.js'
import {
  type Callable,
  digestOf,
  digestOfInput,
  type MadeCall,
  nameOf,
  packArguments,
} from './made-call.js'

/** Result of matching a new call with earlier ones. */
export type Match =
  /** No earlier call matches: the call is to be made. */
  | { readonly kind: 'new' }
  /** The call was made, and its result is known. */
  | { readonly kind: 'known'; readonly made: MadeCall }
  /** The call may have been made; its result is unknown. */
  | { readonly kind: 'unknown'; readonly made: MadeCall }
  /** The call was made, and is to be made again. */
  | { readonly kind: 'again'; readonly made: MadeCall }

/** First `order` of the calls that are not matched yet. */
const LATER = 1_000_000_000

const NEW: Match = { kind: 'new' }

/**
 * The calls made before a run. Those of one tool are matched in the order in which they were made, by
 * their arguments: the first that differs is a new call, and so are all of that tool after it. A tool with
 * `replay: 'always'` has any call answered by a matching earlier one, in any order.
 */
export class EarlierCalls {
  /** Unmatched calls, by tool. */
  readonly #open = new Map<string, MadeCall[]>()
  readonly #taken = new Set<MadeCall>()
  readonly #calls: readonly MadeCall[]
  /** Tools whose calls are always new from now on. */
  readonly #diverged = new Set<string>()
  readonly #matches = new WeakMap<CallRequest, Match>()
  /** The calls made inside of each call. */
  readonly #inside = new Map<MadeCall, MadeCall[]>()
  /** Digests of the arguments, by call. */
  readonly #digests: ReadonlyMap<MadeCall, string>

  constructor(calls: readonly MadeCall[] = []) {
    this.#calls = calls
    this.#digests = new Map(calls.map((call) => [call, digestOfInput(call.input)]))
    for (const [index, call] of this.#calls.entries()) {
      // Ordered after all calls that the new run makes.
      call.order = LATER + index
      if (call.within !== undefined) {
        const inside = this.#inside.get(call.within)
        if (inside === undefined) this.#inside.set(call.within, [call])
        else inside.push(call)
      }
      const open = this.#open.get(call.name)
      if (open === undefined) this.#open.set(call.name, [call])
      else open.push(call)
    }
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0
  }

  /** The calls that the run has not used. */
  get left(): MadeCall[] {
    return this.#calls.filter((call) => !this.#taken.has(call))
  }

  /** Matches a call. Asked again about the same call, returns the same match. */
  look(call: Callable, callee: Tool | undefined): Match {
    if (this.isEmpty) return NEW
    const known = this.#matches.get(call)
    if (known !== undefined) return known
    const match = this.#match(call, callee?.replay === 'always')
    this.#matches.set(call, match)
    return match
  }

  #match(call: Callable, isAlways: boolean): Match {
    const open = this.#open.get(nameOf(call))
    if (open === undefined || open.length === 0) return NEW
    if (!isAlways && this.#diverged.has(nameOf(call))) return NEW
    const digest = digestOf(packArguments(call))
    const at = open.findIndex(
      (one) => this.#digests.get(one) === digest || !(isAlways || isOpen(one)),
    )
    const made = open[at]
    if (made === undefined || this.#digests.get(made) !== digest) return NEW
    open.splice(at, 1)
    if (made.isAgain) return { kind: 'again', made }
    switch (made.end.kind) {
      case 'value':
      case 'answer':
        return { kind: 'known', made }
      case 'error':
        // A read that failed before may succeed now.
        return isAlways ? { kind: 'again', made } : { kind: 'known', made }
      case 'omitted':
      case 'unknown':
      case 'half-undone':
        // Reading twice is harmless.
        return isAlways ? { kind: 'again', made } : { kind: 'unknown', made }
      case 'undone':
        return { kind: 'again', made }
    }
  }

  /**
   * Notes that a call is made, and returns the earlier call that it repeats. If the call differs from the next
   * earlier call of its tool, all later calls of the tool are new.
   */
  begun(call: Callable): MadeCall | undefined {
    if (this.isEmpty) return undefined
    const match = this.#matches.get(call)
    if (match !== undefined && match.kind !== 'new') {
      this.take(match.made)
      return match.made
    }
    if (this.#open.get(nameOf(call))?.every(isOpen) === false) this.#diverged.add(nameOf(call))
    return undefined
  }

  /** Marks an earlier call as used. */
  take(made: MadeCall): void {
    this.#taken.add(made)
    const open = this.#open.get(made.name)
    const at = open?.indexOf(made) ?? -1
    if (at >= 0) open!.splice(at, 1)
  }

  /** Takes the calls made inside of a call that is not made again. */
  takeInside(outer: MadeCall): MadeCall[] {
    const inside: MadeCall[] = []
    for (const call of this.#inside.get(outer) ?? []) {
      if (this.#taken.has(call)) continue
      this.take(call)
      inside.push(call, ...this.takeInside(call))
    }
    return inside
  }
}

/** For a run that does not follow another. Calls are never taken from it. */
export const NO_CALLS = new EarlierCalls()

/** Whether a call has no lasting effect, so that a program may omit it. */
const isOpen = ({ isAgain, end }: MadeCall): boolean => isAgain || end.kind === 'undone'
