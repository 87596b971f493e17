import { isThenable } from '../core/drive/calls.js'
import type { HostFunction } from '../core/contract/host-call.js'
import { isBuiltIn } from '../host/reserved-names.js'
import { ConversionError } from './failures.js'
import { fromPython } from './values/from-python.js'
import { toPython } from './values/to-python.js'

type Wrap = (call: HostFunction) => HostFunction

/** Wraps functions of this API for the core: a promise is an object like any other. */
export function coreFunctions(given: object | null | undefined): Record<string, HostFunction> {
  return functionsOf(given, (call) => (...args) => {
    return valueForPython(call(...args.map(fromPython)))
  })
}

/** Wraps functions that may return promises, and that always receive keyword arguments. */
export function coreAsyncFunctions(given: object | null | undefined): Record<string, HostFunction> {
  return functionsOf(given, (call) => (...args) => {
    const result = call(...args.map(fromPython), ...(endsInKeywords(args) ? [] : [{}]))
    return isThenable(result)
      ? Promise.resolve(result).then(valueForPython)
      : valueForPython(result)
  })
}

/**
 * Whether the last argument holds keyword arguments: only they are a plain object, as a dict is a
 * `Map`.
 */
function endsInKeywords(args: readonly unknown[]): boolean {
  const last = args.at(-1)
  return (
    typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype
  )
}

/** Wraps every callable member, inherited ones included. */
function functionsOf(given: object | null | undefined, wrap: Wrap): Record<string, HostFunction> {
  const functions = new Map<string, HostFunction>()
  let holder: unknown = given
  while (typeof holder === 'object' && holder !== null && holder !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      const value: unknown = (given as Record<string, unknown>)[name]
      if (name === 'constructor' || functions.has(name) || !value) continue
      // As in 0.0.18, Python's built-ins take precedence.
      if (isBuiltIn(name)) continue
      functions.set(name, typeof value === 'function' ? wrap(value as HostFunction) : failing)
    }
    holder = Object.getPrototypeOf(holder)
  }
  return Object.fromEntries(functions)
}

const failing: HostFunction = () => {
  throw Object.assign(new Error('External function call failed'), { name: 'RuntimeError' })
}

/**
 * Converts the result of a host function. A value without a counterpart is an error that Python
 * cannot catch.
 */
function valueForPython(value: unknown): unknown {
  try {
    return toPython(value)
  } catch (error) {
    throw new ConversionError((error as Error).message)
  }
}
