import { isMap, isSet } from '../../core/realm.js'

/** More parts than any tool is meant to be sent. */
const MAX_PARTS = 1_000_000

/**
 * Whether a value has more parts than a walk over it should see. Python can share one list in
 * 2^40 places: walking that as a tree would never end.
 */
export function isTooLarge(value: unknown): boolean {
  return partsOf(value, new Map()) > MAX_PARTS
}

function partsOf(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 1
  const seen = known.get(value)
  if (seen !== undefined) return seen
  // What contains itself has no end.
  known.set(value, Infinity)
  let parts = 1
  for (const child of childrenOf(value)) parts += partsOf(child, known)
  known.set(value, parts)
  return parts
}

function childrenOf(value: object): Iterable<unknown> {
  if (Array.isArray(value) || isSet(value)) return value
  if (isMap(value)) return [...value].flat()
  return Object.values(value)
}
