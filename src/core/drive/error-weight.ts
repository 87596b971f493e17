import { isError } from '../realm.js'

/** Further parts are not visited: an error can reference all objects of a client. */
const MAX_PARTS = 500
/** For a message of this length, the stack is assumed to be as long: reading a stack formats it. */
const LONG_MESSAGE = 64 * 1024

/**
 * Approximate number of characters and bytes that a thrown value holds: its message and stack, causes,
 * aggregated errors, and properties that libraries attached, such as a server's answer. Runs no getter.
 */
export function weightOf(thrown: unknown): number {
  if (typeof thrown === 'string') return thrown.length
  if (typeof thrown !== 'object' || thrown === null) return 0
  let weight = 0
  const seen = new Set<object>([thrown])
  // The iteration of a set includes elements that are added meanwhile.
  for (const part of seen) {
    try {
      weight += weightOfPart(part, seen)
    } catch {
      // A proxy's trap threw.
    }
  }
  return weight
}

/** The weight of one object without the objects that it references, which are added to `seen`. */
function weightOfPart(part: object, seen: Set<object>): number {
  if (ArrayBuffer.isView(part)) return part.byteLength
  const isFailure = isError(part)
  let weight = 0
  const add = (value: unknown): void => {
    if (typeof value === 'string') weight += value.length
    else if (typeof value === 'object' && value !== null && seen.size < MAX_PARTS) seen.add(value)
  }
  if (isFailure) {
    add(property(part, 'message'))
    if (weight >= LONG_MESSAGE) weight *= 2
    else add(property(part, 'stack'))
    add(property(part, 'cause'))
    add(property(part, 'errors'))
  }
  for (const name of namesOf(part)) {
    const isCounted = isFailure && COUNTED.has(name)
    if (!isCounted) add(property(part, name))
  }
  return weight
}

const COUNTED: ReadonlySet<string> = new Set(['message', 'stack', 'cause', 'errors'])

/** The first names of an object's own properties. */
function namesOf(part: object): string[] {
  if (!Array.isArray(part)) return Object.keys(part).slice(0, MAX_PARTS)
  return Array.from({ length: Math.min(part.length, MAX_PARTS) }, (_, index) => String(index))
}

/** An own property's value; `undefined` for getters. */
const property = (part: object, name: string): unknown =>
  Object.getOwnPropertyDescriptor(part, name)?.value
