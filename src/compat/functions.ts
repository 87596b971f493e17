import { isThenable } from '../core/drive/calls.js'
import type { HostFunction } from '../core/contract/host-call.js'
import { isBuiltIn } from '../host/reserved-names.js'
import { ConversionError } from './failures.js'
import { fromPython } from './values/from-python.js'
import { toPython } from './values/to-python.js'

type Wrap = (call: HostFunction) => HostFunction

/** The core's functions for those of this API: a promise is an object like any other. */
export function coreFunctions(given: object | null | undefined): Record<string, HostFunction> {
  return functionsOf(given, (call) => (...args) => {
    return valueForPython(call(...args.map(fromPython)))
  })
}

/** The same for functions that may give promises, and that always get keyword arguments. */
export function coreAsyncFunctions(given: object | null | undefined): Record<string, HostFunction> {
  return functionsOf(given, (call) => (...args) => {
    const result = call(...args.map(fromPython), ...(endsInKeywords(args) ? [] : [{}]))
    return isThenable(result)
      ? Promise.resolve(result).then(valueForPython)
      : valueForPython(result)
  })
}

/** Only keyword arguments are a plain object: a dict is a `Map`. */
function endsInKeywords(args: readonly unknown[]): boolean {
  const last = args.at(-1)
  return (
    typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype
  )
}

/** Every function there is to call, inherited ones included. */
function functionsOf(given: object | null | undefined, wrap: Wrap): Record<string, HostFunction> {
  const functions = new Map<string, HostFunction>()
  let holder: unknown = given
  while (typeof holder === 'object' && holder !== null && holder !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      const value: unknown = (given as Record<string, unknown>)[name]
      if (name === 'constructor' || functions.has(name) || !value) continue
      // As there, Python never gets past its own.
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

/** The result of a host function. That it has no counterpart is not Python's to catch. */
function valueForPython(value: unknown): unknown {
  try {
    return toPython(value)
  } catch (error) {
    throw new ConversionError((error as Error).message)
  }
}
