import type { HostFunction } from '../core/contract/host-call.js'
import { CALL, HostClass, type HostObjectMembers } from '../core/contract/host-object.js'
import { MontyUsageError } from '../core/errors.js'
import { checkNames, namesOf } from '../core/option-checks.js'
import { memberFunction, publicMembers } from './host-members.js'
import { type HostObjectOptions, membersOf } from './host-object.js'

/** Members of a class and of its instances that Python can reach. */
export interface HostClassOptions<C extends abstract new (...args: never[]) => object> extends Pick<
  HostObjectOptions<InstanceType<C>>,
  'attributes' | 'className' | 'convertValue'
> {
  /**
   * Instance methods that Python can call, by name, or `'all'`, see {@link HostObjectOptions}.
   * Default none.
   */
  methods?: 'all' | ReadonlyArray<keyof InstanceType<C> & string>
  /**
   * Whether Python may create instances: `true` calls the constructor with Python's arguments; a
   * function is called in its place, and may return a promise. Keyword arguments come as one
   * trailing object. Default `false`.
   */
  construct?: boolean | ((...args: any[]) => InstanceType<C> | Promise<InstanceType<C>>)
  /** Static methods and properties that Python can use, by name, or `'all'`. Default none. */
  statics?: 'all' | ReadonlyArray<keyof C & string>
}

const KNOWN = namesOf<HostClassOptions<typeof Object>>({
  attributes: true,
  methods: true,
  className: true,
  convertValue: true,
  construct: true,
  statics: true,
})

/**
 * Registers a class of the host with Python. From now on its instances, and those of classes that
 * derive from it, are passed to Python as by {@link hostObject}, wherever they come from;
 * `isinstance` and `type` recognize them by the class. The class itself is a value: as an input, in
 * a module, or as a function's result.
 *
 * @throws MontyUsageError for a value that is no class, and for members that Python cannot name
 *
 * @example
 * ```ts
 * class Person {
 *   constructor(readonly name: string) {}
 *   greet(): string {
 *     return `Hello, ${this.name}`
 *   }
 * }
 * hostClass(Person, { construct: true, attributes: ['name'], methods: ['greet'] })
 * new Monty('Person("Ada").greet()', { inputs: ['Person'] }).run({ inputs: { Person } }) // 'Hello, Ada'
 * ```
 */
export function hostClass<C extends abstract new (...args: never[]) => object>(
  type: C,
  options: HostClassOptions<C> = {},
): HostClass {
  if (typeof type !== 'function' || typeof type.prototype !== 'object') {
    throw new MontyUsageError('hostClass takes a class')
  }
  checkNames(options, KNOWN, 'hostClass')
  const { construct = false, statics = [], className, convertValue } = options
  if (typeof construct !== 'boolean' && typeof construct !== 'function') {
    throw new MontyUsageError('hostClass: construct must be true, false, or a function')
  }
  const listed = { ...options } as Parameters<typeof membersOf>[1]
  checkPrototype(type.prototype as object, options)
  return new HostClass(
    type,
    className ?? (type.name || 'object'),
    membersOfClass(type, {
      construct,
      statics,
      ...(convertValue === undefined ? {} : { convertValue }),
    }),
    (object) => membersOf(object, listed, 'hostClass'),
  )
}

/** Checks the methods on the prototype, as no instance exists yet. */
function checkPrototype(prototype: object, { methods }: { methods?: unknown }): void {
  if (!Array.isArray(methods)) return
  for (const name of methods as string[]) {
    if (!(name in prototype)) {
      throw new MontyUsageError(`hostClass: ${name} is not a method of the class`)
    }
  }
}

function membersOfClass(
  type: object,
  {
    construct,
    statics,
    convertValue,
  }: Pick<HostClassOptions<abstract new (...args: never[]) => object>, 'convertValue'> & {
    construct: boolean | HostFunction
    statics: 'all' | readonly string[]
  },
): HostObjectMembers {
  const names = statics === 'all' ? staticsOf(type) : statics
  if (!Array.isArray(names)) {
    throw new MontyUsageError("hostClass: statics must be an array of names, or 'all'")
  }
  const owner = type as Record<string, unknown>
  const methods = names.filter((name) => typeof owner[name] === 'function')
  const members = membersOf(
    type,
    {
      attributes: names.filter((name) => !methods.includes(name)) as never[],
      methods: methods as never[],
      ...(convertValue === undefined ? {} : { convertValue }),
    },
    'hostClass',
  )
  if (construct === false) return members
  const make: HostFunction =
    construct === true ? (...args) => Reflect.construct(type as never, args) as object : construct
  return {
    ...members,
    methods: new Map([...members.methods, [CALL, memberFunction(make, CALL, undefined)]]),
  }
}

/** The names of a class's static members, without those that every function has. */
function staticsOf(type: object): string[] {
  const { attributes, methods } = publicMembers(type)
  const ofFunctions = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])
  return [...attributes, ...methods].filter((name) => !ofFunctions.has(name))
}
