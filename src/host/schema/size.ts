import { isMap, isSet } from '../../core/realm.js'

/** More parts than any tool is meant to be sent. */
export const MAX_PARTS = 1_000_000

/** A container of which some parts were counted. */
interface Open {
  readonly value: object
  /** Its parts, or the names of the members of a record: telling all of their values at once takes ten times as long. */
  readonly children: readonly unknown[]
  readonly record: Readonly<Record<string, unknown>> | undefined
  /** The next one. */
  at: number
  parts: number
}

/**
 * Counts the parts of a value wherever they are, and can be put down in between. Python can share one list in
 * 2^40 places: walking that as a tree would never end, so each is looked at once.
 */
export class PartCount {
  /** How many there are, when all were counted; infinitely many of what contains itself. */
  parts = 1
  readonly #known = new Map<object, number>()
  readonly #open: Open[] = []

  constructor(value: unknown) {
    if (isContainer(value)) this.#enter(value)
  }

  #enter(value: object): void {
    // What contains itself has no end.
    this.#known.set(value, Infinity)
    const parts = partsOf(value)
    const isRecord = parts === undefined
    const record = isRecord ? (value as Readonly<Record<string, unknown>>) : undefined
    this.#open.push({ value, children: parts ?? Object.keys(value), record, at: 0, parts: 1 })
  }

  /** Looks at so many parts; whether there are more. */
  goOn(most: number): boolean {
    const open = this.#open
    for (let left = most; open.length > 0; left--) {
      if (left <= 0) return true
      const last = open.at(-1)!
      if (last.at === last.children.length) this.#leave(open.pop()!)
      else {
        const next = last.children[last.at++]
        const child = last.record === undefined ? next : last.record[next as string]
        const known = isContainer(child) ? this.#known.get(child) : 1
        if (known === undefined) this.#enter(child as object)
        else last.parts += known
      }
    }
    return false
  }

  #leave({ value, parts }: Open): void {
    this.#known.set(value, parts)
    const around = this.#open.at(-1)
    if (around === undefined) this.parts = parts
    else around.parts += parts
  }
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)

/** What is no larger is told to be so by looking at it. */
const FEW = 100

/** Whether a value has few parts, as most that tools are sent. */
export const hasFewParts = (value: unknown): boolean => leftAfter(value, FEW) > 0

/** What is left of so many parts after those of a value. */
function leftAfter(value: unknown, left: number): number {
  if (!isContainer(value)) return left - 1
  if (isSet(value) || isMap(value)) return 0
  let rest = left - 1
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest > 0; index++)
      rest = leftAfter(value[index], rest)
    return rest
  }
  for (const name in value) {
    if (rest <= 0) break
    rest = leftAfter((value as Record<string, unknown>)[name], rest)
  }
  return rest
}

/** The parts of what is no record. */
function partsOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (isSet(value)) return [...value]
  if (isMap(value)) return [...value.keys(), ...value.values()]
  return undefined
}
