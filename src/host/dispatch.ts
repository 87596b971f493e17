import { type CallRequest, type HostCallable, invoke } from '../core/contract/host-call.js'
import { MontyUsageError } from '../core/errors.js'
import { nameArguments } from './arguments.js'
import type { Signature } from './signature.js'

/** Handles calls of several functions by name, with named arguments. */
export type DispatchHandler = (name: string, args: Record<string, unknown>) => unknown

/**
 * Functions for `externalFunctions` that one handler serves. Positional arguments get the names
 * given here, in order; none has to be passed.
 *
 * @example
 * ```ts
 * const functions = dispatch((name, args) => client.call(name, args), {
 *   search: ['query', 'limit'],
 * })
 * await new Monty("await search('tea', limit=3)").runAsync({ externalFunctions: functions })
 * // the handler sees 'search', { query: 'tea', limit: 3 }
 * ```
 */
export function dispatch(
  handler: DispatchHandler,
  names: Record<string, readonly string[]>,
): Record<string, HostCallable> {
  if (typeof handler !== 'function') throw new MontyUsageError('dispatch needs a function')
  const functions: Record<string, HostCallable> = {}
  for (const [name, parameters] of Object.entries(names)) {
    if (!Array.isArray(parameters) || parameters.some((one) => typeof one !== 'string')) {
      throw new MontyUsageError(`dispatch: ${name} needs the names of its arguments, an array`)
    }
    functions[name] = new Dispatched(handler, parameters)
  }
  return functions
}

class Dispatched implements HostCallable {
  /** A plain function's result decides: Python awaits a promise. */
  readonly isAsync = false
  readonly #handler: DispatchHandler
  readonly #signature: Signature

  constructor(handler: DispatchHandler, names: readonly string[]) {
    this.#handler = handler
    const parameters = names.map((name) => ({
      name,
      pythonName: name,
      schema: true,
      isRequired: false,
    }))
    this.#signature = { parameters, isOpen: true, rest: true }
  }

  [invoke](call: CallRequest): unknown {
    return this.#handler(call.name, nameArguments(call, this.#signature))
  }
}
