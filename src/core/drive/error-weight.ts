import { isError } from '../realm.js'

/** Further parts are not looked at: an error can lead to all that a client knows. */
const MAX_PARTS = 500
/** With a message of this length, its stack is taken for as long without a look: to see a stack is to make it. */
const LONG_MESSAGE = 64 * 1024

/**
 * About how many characters and bytes something thrown holds: its message and stack, its causes, the errors
 * in it, and what its owner put on it, such as a server's answer. Runs no getter.
 */
export function weightOf(thrown: unknown): number {
  if (typeof thrown === 'string') return thrown.length
  if (typeof thrown !== 'object' || thrown === null) return 0
  let weight = 0
  const seen = new Set<object>([thrown])
  // A set's iteration goes on to what is added on the way.
  for (const part of seen) {
    try {
      weight += weightOfPart(part, seen)
    } catch {
      // A proxy's trap threw.
    }
  }
  return weight
}

/** The weight of one object without those in it, which are added to `seen`. */
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

/** A property of its own, unless a getter would have to tell. */
const property = (part: object, name: string): unknown =>
  Object.getOwnPropertyDescriptor(part, name)?.value
