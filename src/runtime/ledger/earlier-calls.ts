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

/** What calls made before say about one that is about to be made. */
export type Match =
  /** Nothing: it is to be made. */
  | { readonly kind: 'new' }
  /** It was made, and this is what came of it. */
  | { readonly kind: 'known'; readonly made: MadeCall }
  /** It may have been made, and nobody knows what came of it. */
  | { readonly kind: 'unknown'; readonly made: MadeCall }
  /** It was made, and is to be made again. */
  | { readonly kind: 'again'; readonly made: MadeCall }

/** Places of calls that are left over. */
const LATER = 1_000_000_000

const NEW: Match = { kind: 'new' }

/**
 * The calls that were made before a run. Those of one tool are matched in the order in which they were
 * made, by their arguments: the first that differs is a new one, and so are all of that tool after it. Of
 * a tool with `replay: 'always'` any call that was made before is answered from it.
 */
export class EarlierCalls {
  /** Of each tool, those that have not been matched. */
  readonly #open = new Map<string, MadeCall[]>()
  readonly #taken = new Set<MadeCall>()
  readonly #calls: readonly MadeCall[]
  /** Tools whose calls are made from now on. */
  readonly #diverged = new Set<string>()
  readonly #matches = new WeakMap<CallRequest, Match>()
  /** Those that were made inside of each. */
  readonly #inside = new Map<MadeCall, MadeCall[]>()
  /** Of the arguments of each. */
  readonly #digests: ReadonlyMap<MadeCall, string>

  constructor(calls: readonly MadeCall[] = []) {
    this.#calls = calls
    this.#digests = new Map(calls.map((call) => [call, digestOfInput(call.input)]))
    for (const [index, call] of this.#calls.entries()) {
      // After all that are made from now on.
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

  /** Those of which nobody has made use. */
  get left(): MadeCall[] {
    return this.#calls.filter((call) => !this.#taken.has(call))
  }

  /** The same answer for the same call, however often it is asked for. */
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
        // What could not be read before may be there now.
        return isAlways ? { kind: 'again', made } : { kind: 'known', made }
      case 'omitted':
      case 'unknown':
      case 'half-undone':
        // Reading twice does no harm.
        return isAlways ? { kind: 'again', made } : { kind: 'unknown', made }
      case 'undone':
        return { kind: 'again', made }
    }
  }

  /**
   * A call is made: again, if it was made before. If it differs from what its tool did next before, all
   * after it are made.
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

  /** The call is somebody else's now. */
  take(made: MadeCall): void {
    this.#taken.add(made)
    const open = this.#open.get(made.name)
    const at = open?.indexOf(made) ?? -1
    if (at >= 0) open!.splice(at, 1)
  }

  /** Takes the calls that were made inside of another, which is not made again. */
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

/** Of a run that goes on from nothing. Nothing is ever taken from it. */
export const NO_CALLS = new EarlierCalls()

/** Whether nothing is left of a call, so that a program may as well do without it. */
const isOpen = ({ isAgain, end }: MadeCall): boolean => isAgain || end.kind === 'undone'
