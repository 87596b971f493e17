import type { RunNames } from './names.js'
import { canonical } from './divergence.js'
import { outcomeFrom } from './exchange.js'
import type { Outcome } from '../../core/drive/answers.js'
import type { RecordedEnd, RecordedQuestion, Recording } from './recording.js'

/** A recorded call, whose answer is used once. */
interface Stocked {
  readonly name: string
  readonly key: string
  /** Index of its answer. */
  readonly index: number
  /** End of the call; `undefined` when the run ended first. */
  readonly end: RecordedEnd | undefined
  /** Position of the end among all answers. */
  readonly order: number
  /** Whether Python received an awaitable. */
  readonly isAwaited: boolean
  isTaken: boolean
}

/** The recorded answer for a call at another position. */
export interface Supply {
  readonly outcome: Outcome | undefined
  readonly order: number
  readonly isAwaited: boolean
}

/** Looks up recorded answers by request, for a program that makes requests in another order. */
export class Stock {
  readonly #calls: readonly Stocked[]
  readonly #names: RunNames
  readonly #lookups: ReadonlyMap<string, RecordedEnd>
  readonly #os: ReadonlyMap<string, RecordedEnd>

  constructor({ answers }: Recording, names: RunNames) {
    this.#names = names
    const ends = new Map<number, { end: RecordedEnd; order: number }>()
    const lookups = new Map<string, RecordedEnd>()
    const os = new Map<string, RecordedEnd>()
    answers.forEach(({ answer }, order) => {
      if (answer?.kind !== 'ended') return
      for (const call of answer.calls) ends.set(call.callId, { end: call, order })
    })
    this.#calls = answers.flatMap(({ asked, answer }, index): Stocked[] => {
      if (answer?.kind === 'now' && asked.kind === 'name') lookups.set(lookupKey(asked), answer)
      if (answer?.kind === 'now' && asked.kind === 'os') os.set(asked.name, answer)
      if (asked.kind !== 'function' && asked.kind !== 'os') return []
      const later = ends.get(asked.callId)
      const end = answer?.kind === 'now' ? answer : later?.end
      const order = answer?.kind === 'now' ? index : (later?.order ?? Infinity)
      const isAwaited = answer?.kind === 'later' || asked.eager
      const { name } = asked
      return [{ name, key: callKey(asked), index, end, order, isAwaited, isTaken: false }]
    })
    this.#lookups = lookups
    this.#os = os
  }

  /** Names of the functions called. */
  get functions(): string[] {
    return [...new Set(this.#calls.map(({ name }) => name))]
  }

  /** Uses up the call at an index of the answers. */
  take(index: number): Supply | undefined {
    const call = this.#calls.find((one) => one.index === index)
    return call && this.#supply(call)
  }

  /** Uses the answer of the first equal call that is unused. */
  find(asked: Extract<RecordedQuestion, { callId: number }>): Supply | undefined {
    const key = callKey(asked)
    const call = this.#calls.find((one) => !one.isTaken && one.key === key)
    if (call !== undefined) return this.#supply(call)
    // For the clock and the like, repeat the last recorded answer.
    const last = asked.kind === 'os' ? this.#os.get(asked.name) : undefined
    if (last === undefined) return undefined
    return { outcome: outcomeFrom(last, this.#names), order: 0, isAwaited: asked.eager }
  }

  lookup(asked: Extract<RecordedQuestion, { kind: 'name' }>): Outcome | undefined {
    const end = this.#lookups.get(lookupKey(asked))
    return end && outcomeFrom(end, this.#names)
  }

  #supply(call: Stocked): Supply {
    call.isTaken = true
    const { end, order, isAwaited } = call
    return { outcome: end && outcomeFrom(end, this.#names), order, isAwaited }
  }
}

const callKey = ({ name, receiver, args, kwargs }: Extract<RecordedQuestion, { callId: number }>) =>
  canonical([name, receiver ?? null, args, kwargs])

const lookupKey = ({ name, receiver }: Extract<RecordedQuestion, { kind: 'name' }>): string =>
  `${receiver ?? ''}.${name}`
