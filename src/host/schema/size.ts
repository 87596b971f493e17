import { isMap, isSet } from '../../core/realm.js'

/** Maximum number of parts of any arguments. */
export const MAX_PARTS = 1_000_000

/** A container whose parts are being counted. */
interface Open {
  readonly value: object
  /**
   * The parts, or the names of a record's members: listing all of their values takes ten times as
   * long.
   */
  readonly children: readonly unknown[]
  readonly record: Readonly<Record<string, unknown>> | undefined
  /** The index of the next part. */
  at: number
  parts: number
}

/**
 * Counts the parts of a value, and can be interrupted. Python can share one list in 2^40 places:
 * walking it as a tree would never end, so each container is visited once.
 */
export class PartCount {
  /** The number of parts, once all are counted; `Infinity` for a value that contains itself. */
  parts = 1
  readonly #known = new Map<object, number>()
  readonly #open: Open[] = []

  constructor(value: unknown) {
    if (isContainer(value)) this.#enter(value)
  }

  #enter(value: object): void {
    // A value that contains itself has no end.
    this.#known.set(value, Infinity)
    const parts = partsOf(value)
    const isRecord = parts === undefined
    const record = isRecord ? (value as Readonly<Record<string, unknown>>) : undefined
    this.#open.push({ value, children: parts ?? Object.keys(value), record, at: 0, parts: 1 })
  }

  /** Visits up to `most` parts. Returns whether there are more. */
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

/** Values with fewer parts are recognized without counting. */
const FEW = 100

/** Whether a value has few parts, as most arguments have. */
export const hasFewParts = (value: unknown): boolean => leftAfter(value, FEW) > 0

/** Whether a value has fewer parts than `most`. Sets and maps count as many. */
export const hasFewerParts = (value: unknown, most: number): boolean => leftAfter(value, most) > 0

/** The remainder of a budget of parts after those of a value. */
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

/** The parts of a container; `undefined` for a record. */
function partsOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (isSet(value)) return [...value]
  if (isMap(value)) return [...value.keys(), ...value.values()]
  return undefined
}
