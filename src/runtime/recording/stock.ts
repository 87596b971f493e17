import type { RunNames } from './names.js'
import { canonical } from './divergence.js'
import { outcomeFrom } from './exchange.js'
import type { Outcome } from '../../core/drive/answers.js'
import type { RecordedEnd, RecordedQuestion, Recording } from './recording.js'

/** A recorded call, to be answered once. */
interface Stocked {
  readonly name: string
  readonly key: string
  /** Which of the answers. */
  readonly index: number
  /** How it ended; `undefined` when the run ended first. */
  readonly end: RecordedEnd | undefined
  /** When, among all. */
  readonly order: number
  /** Whether Python got something to await. */
  readonly isAwaited: boolean
  isTaken: boolean
}

/** How a call was answered, for one that does not stand where it was recorded. */
export interface Supply {
  readonly outcome: Outcome | undefined
  readonly order: number
  readonly isAwaited: boolean
}

/** The answers of a recording by what was asked, for a program that asks in another order. */
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

  /** The names of functions that were called. */
  get functions(): string[] {
    return [...new Set(this.#calls.map(({ name }) => name))]
  }

  /** The call at one of the answers was answered there. */
  take(index: number): Supply | undefined {
    const call = this.#calls.find((one) => one.index === index)
    return call && this.#supply(call)
  }

  /** The answer to the first such call that has not been made yet. */
  find(asked: Extract<RecordedQuestion, { callId: number }>): Supply | undefined {
    const key = callKey(asked)
    const call = this.#calls.find((one) => !one.isTaken && one.key === key)
    if (call !== undefined) return this.#supply(call)
    // The clock and the like: the last that was heard of it.
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
