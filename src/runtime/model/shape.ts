import { isBytes, isMap, isSet } from '../../core/realm.js'

const MAX_KEYS = 20
const MAX_NAME = 40
/** Items inspected of one list; the others are assumed to be alike. */
const LOOKED_AT = 50
const MAX_DEPTH = 3

/**
 * The shape of a value in Python's terms, without its contents: `list of 1000: dict {id: int, name: str}`.
 * The text is bounded, however large the value is.
 */
export function shapeOf(value: unknown, depth = 0): string {
  switch (typeof value) {
    case 'string':
      return depth === 0 ? `str of ${value.length} characters` : 'str'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    case 'bigint':
      return 'int'
    case 'boolean':
      return 'bool'
    case 'object':
      break
    default:
      return 'None'
  }
  if (value === null) return 'None'
  try {
    return shapeOfObject(value, depth)
  } catch {
    return 'object'
  }
}

function shapeOfObject(value: object, depth: number): string {
  if (isBytes(value)) return `bytes of ${value.length}`
  if (Array.isArray(value)) return shapeOfItems('list', value, value.length, depth)
  if (isSet(value)) return shapeOfItems('set', value, value.size, depth)
  if (isMap(value)) return shapeOfMembers(value, value.size, depth)
  const names = Object.keys(value)
  const entries = names
    .slice(0, MAX_KEYS)
    .map((name): [string, unknown] => [name, (value as Record<string, unknown>)[name]])
  return shapeOfMembers(entries, names.length, depth)
}

function shapeOfItems(
  type: string,
  items: Iterable<unknown>,
  length: number,
  depth: number,
): string {
  const shapes = new Set<string>()
  let looked = 0
  if (depth < MAX_DEPTH) {
    for (const item of items) {
      if (looked++ >= LOOKED_AT || shapes.size > 3) break
      shapes.add(shapeOf(item, depth + 1))
    }
  }
  const kinds = shapes.size > 3 ? 'several kinds' : [...shapes].join(' or ')
  return `${type} of ${length}${kinds === '' ? '' : `: ${kinds}`}`
}

function shapeOfMembers(
  entries: Iterable<readonly [unknown, unknown]>,
  size: number,
  depth: number,
): string {
  if (depth >= MAX_DEPTH) return `dict of ${size}`
  const members: string[] = []
  for (const [key, item] of entries) {
    if (members.length >= MAX_KEYS) break
    const name = typeof key === 'string' ? key : shapeOf(key, depth + 1)
    const shown = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name
    members.push(`${shown}: ${shapeOf(item, depth + 1)}`)
  }
  const more = size - members.length
  return `dict {${members.join(', ')}${more > 0 ? `, and ${more} more` : ''}}`
}
