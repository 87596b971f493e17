import { types } from '../../core/node.js'
import { PyFunction, PyTuple } from '../../core/values/index.js'
import { isMarked, unmarked } from './marked.js'

/** Maximum nesting depth, about that of 0.0.18. */
const MAX_DEPTH = 1_000
const LARGEST_INT = 2 ** 63

/** Converts a value of this API to one of the core. */
export function toPython(value: unknown): unknown {
  return convert(value, 0)
}

function convert(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.toWellFormed()
    case 'number':
      return convertNumber(value)
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return value
    case 'function':
      return new PyFunction(typeof value.name === 'string' ? value.name.toWellFormed() : '')
    case 'symbol':
      throw new Error('Cannot convert JS Symbol to Monty value')
    case 'object':
      return value === null ? null : convertObject(value, depth)
  }
}

/** A whole number, including -0, is an int within 64 bits. */
function convertNumber(value: number): number | bigint {
  if (Object.is(value, -0)) return 0
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value
  if (value < -LARGEST_INT || value > LARGEST_INT) return value
  return BigInt.asIntN(64, value === LARGEST_INT ? 2n ** 63n - 1n : BigInt(value))
}

function convertObject(object: object, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError('Maximum call stack size exceeded')
  const below = (value: unknown): unknown => convert(value, depth + 1)
  if (types.isProxy(object)) return convertProperties(object, below)
  if (Array.isArray(object)) return convertArray(object, below)
  if (types.isMap(object)) {
    return new Map([...object].map(([key, value]) => [below(key), below(value)]))
  }
  if (types.isSet(object)) return new Set([...object].map(below))
  if (ArrayBuffer.isView(object)) {
    return new Uint8Array(object.buffer, object.byteOffset, object.byteLength)
  }
  return isMarked(object) ? unmarked(object, below) : convertProperties(object, below)
}

function convertArray(array: unknown[], below: (value: unknown) => unknown): unknown[] {
  const { __tuple__: isTuple } = array as { __tuple__?: unknown }
  const items = Array.from(array, below)
  if (isTuple === true) return new PyTuple(...items)
  if (isTuple === undefined || isTuple === null || isTuple === false) return items
  throw new Error(
    "Object property '__tuple__' type mismatch. Expect value to be Option<Boolean>, but received " +
      kindOf(isTuple),
  )
}

/** Any other object becomes a dict of its enumerable properties, inherited ones included. */
function convertProperties(object: object, below: (value: unknown) => unknown): unknown {
  const dict = new Map<string, unknown>()
  for (const name in object) {
    dict.set(name.toWellFormed(), below((object as Record<string, unknown>)[name]))
  }
  return dict
}

function kindOf(value: unknown): string {
  const kind = typeof value
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}
