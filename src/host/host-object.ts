import { isByName } from '../core/option-checks.js'
import { type HostCallable, isHostCallable, type HostFunction } from '../core/contract/host-call.js'
import { MontyUsageError } from '../core/errors.js'
import { HostObject } from '../core/contract/host-object.js'
import { checkNames } from '../core/option-checks.js'
import { isPythonName } from '../core/python-names.js'

/** Which members of an object Python can reach. */
export interface HostObjectOptions<T extends object> {
  /** Properties that Python can read, each time anew. Default none. */
  attributes?: ReadonlyArray<keyof T & string>
  /**
   * Methods that Python can call, by name, or functions and tools to be called in their place.
   * One that returns a promise gives Python an awaitable. Default none.
   */
  methods?: ReadonlyArray<keyof T & string> | Readonly<Record<string, HostFunction | HostCallable>>
  /** What Python calls its class. Default: the name of its own. */
  className?: string
}

/**
 * Lets Python hold an object of the host and use the listed members; all others are invisible.
 * From now on the object itself is given to Python in this way, and what Python gives back is the
 * object itself. What Python assigns to its attributes stays in Python.
 *
 * @throws MontyUsageError for what is no object, and for members that Python cannot name or that
 * begin with an underscore
 *
 * @example
 * ```ts
 * const order = hostObject(new Order(), { attributes: ['total'], methods: ['refund'] })
 * await new Monty('await order.refund(order.total)', { inputs: ['order'] }).runAsync({
 *   inputs: { order },
 * })
 * ```
 */
export function hostObject<T extends object>(
  value: T,
  options: HostObjectOptions<T> = {},
): HostObject<T> {
  if (typeof value !== 'object' || value === null) {
    throw new MontyUsageError('hostObject takes an object')
  }
  checkNames(options, new Set(['attributes', 'methods', 'className']), 'hostObject')
  const { attributes = [], methods = [], className } = options
  if (!isNames(attributes)) {
    throw new MontyUsageError("hostObject: attributes must be an array of names, such as ['total']")
  }
  if (!isNames(methods) && !(isByName(methods) && !Array.isArray(methods))) {
    throw new MontyUsageError(
      "hostObject: methods must be an array of names, such as ['refund'], or an object of functions by name",
    )
  }
  const functions = Array.isArray(methods)
    ? (methods as string[]).map((name) => [name, methodOf(value, name)] as const)
    : Object.entries(methods as Record<string, HostFunction | HostCallable>)
  for (const name of [...attributes, ...functions.map(([method]) => method)]) checkMember(name)
  for (const [name, method] of functions) {
    if (typeof method !== 'function' && !isHostCallable(method)) {
      throw new MontyUsageError(`hostObject: ${name} must be a function or a tool`)
    }
  }
  const ownName = (value.constructor as { name?: string } | undefined)?.name
  return new HostObject(value, className ?? (ownName || 'object'), {
    attributes: new Set(attributes),
    methods: new Map(functions),
  })
}

/** Looked up at each call, as JavaScript does. */
function methodOf(value: object, name: string): HostFunction {
  const target = value as Record<string, HostFunction>
  if (typeof target[name] !== 'function') {
    throw new MontyUsageError(`hostObject: ${name} is not a method of the object`)
  }
  return (...args) => target[name]!(...args)
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function checkMember(name: string): void {
  if (!isPythonName(name) || name.startsWith('_')) {
    throw new MontyUsageError(`hostObject: Python cannot reach a member named ${name}`)
  }
}
