import { isByName, namesOf } from '../core/option-checks.js'
import { type HostCallable, isHostCallable, type HostFunction } from '../core/contract/host-call.js'
import { MontyUsageError } from '../core/errors.js'
import { HostObject, type HostObjectMembers } from '../core/contract/host-object.js'
import { checkNames } from '../core/option-checks.js'
import { isPythonName } from '../core/python-names.js'
import { memberFunction, type MemberValue, publicMembers } from './host-members.js'

/** Members of an object that Python can reach. */
export interface HostObjectOptions<T extends object> {
  /**
   * Properties that Python can read; each access reads them anew. `'all'` lists every property of
   * the object, getters included, except those that begin with an underscore. Default none.
   */
  attributes?: 'all' | ReadonlyArray<keyof T & string>
  /**
   * Methods that Python can call, by name, or functions and tools to call in their place; `'all'`
   * lists every method of the object except those that begin with an underscore. A method that
   * returns a promise gives Python an awaitable. Default none.
   */
  methods?:
    | 'all'
    | ReadonlyArray<keyof T & string>
    | Readonly<Record<string, HostFunction | HostCallable>>
  /** The name of the object's class in Python. Default: the name of its class in JavaScript. */
  className?: string
  /**
   * Converts the value of an attribute or the result of a method for Python: instances of your
   * classes that are not wrapped are refused otherwise. Results of tools are not converted.
   * Default: the value as it is.
   */
  convertValue?: MemberValue
}

const KNOWN = namesOf<HostObjectOptions<object>>({
  attributes: true,
  methods: true,
  className: true,
  convertValue: true,
})

/**
 * Lets Python hold an object of the host and use the listed members; all other members are
 * invisible. From now on the object itself is passed to Python in this way, and comes back from
 * Python as the same object. Objects of one class have one type in Python. Assignments to its
 * attributes in Python stay in Python.
 *
 * @throws MontyUsageError for a value that is no object, and for members that Python cannot name or
 * that begin with an underscore
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
  checkNames(options, KNOWN, 'hostObject')
  const { className } = options
  const ownName = (value.constructor as { name?: string } | undefined)?.name
  return new HostObject(
    value,
    className ?? (ownName || 'object'),
    membersOf(value, options as HostObjectOptions<object>, 'hostObject'),
  )
}

/** The members of an object that the options of `caller` list. */
export function membersOf(
  value: object,
  options: Pick<HostObjectOptions<object>, 'attributes' | 'methods' | 'convertValue'>,
  caller: string,
): HostObjectMembers {
  const {
    attributes = [],
    methods = [],
    convertValue,
  } = options as HostObjectOptions<object> & {
    attributes?: 'all' | readonly string[]
    methods?: 'all' | readonly string[] | Readonly<Record<string, HostFunction | HostCallable>>
  }
  if (attributes !== 'all' && !isNames(attributes)) {
    throw new MontyUsageError(
      `${caller}: attributes must be an array of names, such as ['total'], or 'all'`,
    )
  }
  if (methods !== 'all' && !isNames(methods) && !(isByName(methods) && !Array.isArray(methods))) {
    throw new MontyUsageError(
      `${caller}: methods must be an array of names, such as ['refund'], 'all', or an object of functions by name`,
    )
  }
  if (convertValue !== undefined && typeof convertValue !== 'function') {
    throw new MontyUsageError(`${caller}: convertValue must be a function`)
  }
  const all = attributes === 'all' || methods === 'all' ? publicMembers(value) : undefined
  const readable = attributes === 'all' ? all!.attributes : attributes
  const names = methods === 'all' ? all!.methods : methods
  const functions = isNames(names)
    ? names.map((name) => [name, methodOf(value, name, caller)] as const)
    : Object.entries(names)
  for (const name of [...readable, ...functions.map(([method]) => method)]) {
    checkMember(name, caller)
  }
  const callable = functions.map(([name, method]) => {
    if (isHostCallable(method)) return [name, method] as const
    if (typeof method === 'function') {
      return [name, memberFunction(method, name, convertValue)] as const
    }
    throw new MontyUsageError(`${caller}: ${name} must be a function or a tool`)
  })
  return {
    attributes: new Set(readable),
    methods: new Map<string, HostFunction | HostCallable>(callable),
    ...(convertValue === undefined ? {} : { convert: convertValue }),
  }
}

/** The method is looked up at each call, as JavaScript does. */
function methodOf(value: object, name: string, caller: string): HostFunction {
  const target = value as Record<string, HostFunction>
  if (typeof target[name] !== 'function') {
    throw new MontyUsageError(`${caller}: ${name} is not a method of the object`)
  }
  return (...args) => target[name]!(...args)
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function checkMember(name: string, caller: string): void {
  if (!isPythonName(name) || name.startsWith('_')) {
    throw new MontyUsageError(`${caller}: Python cannot reach a member named ${name}`)
  }
}
