import { nodeCrypto } from '../core/node.js'
import { type HostCallable, isHostCallable, type HostFunction } from '../core/contract/host-call.js'
import { HostObject } from '../core/contract/host-object.js'
import { isByName, checkNames } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import { PyFunction, PyModule } from '../core/values/index.js'
import { isPythonName, pythonNamesOf } from '../core/python-names.js'
import { isStandardModule } from './reserved-names.js'
import type { Tool } from './tool.js'

/** Members of a module: tools, functions, modules inside it, and constants of any other kind. */
export type ModuleMembers = Readonly<Record<string, unknown>>

/** Modules by the names that Python imports them by. */
export type ModuleSet = Readonly<Record<string, PythonModule>>

/**
 * Makes a module when Python first imports it: once for the run or session that the factory was
 * given to. The import raises what the factory throws, and the next import calls the factory again.
 */
export type ModuleFactory = () => PythonModule | Promise<PythonModule>

/** Modules and module factories, by the names that Python imports them by. */
export type ImportSet = Readonly<Record<string, PythonModule | ModuleFactory>>

/** A tool or a plain function of a module. */
export type ModuleFunction = Tool | HostFunction | HostCallable

/**
 * A module that the host provides: a namespace for a group of tools.
 *
 * @example
 * ```ts
 * const crm = new PythonModule({ find_customer, deals: new PythonModule({ create }), VERSION: 3 })
 * await runMontyAsync(new Monty("import crm\nawait crm.deals.create('tea')"), { modules: { crm } })
 * ```
 */
export class PythonModule {
  /** The members by the names that Python uses. */
  readonly members: ModuleMembers
  readonly description: string | undefined
  /** The `this` of the functions. */
  readonly #owner: object
  readonly #id = nodeCrypto().randomBytes(16).toString('hex')

  /** @throws MontyUsageError for members that are no object */
  constructor(members: ModuleMembers, options: { description?: string } = {}) {
    if (!isByName(members)) {
      throw new MontyUsageError('PythonModule takes an object of tools, functions and constants')
    }
    checkNames(options, new Set(['description']), 'PythonModule')
    const names = memberNames(members)
    if (names.length === 0 && !isPlain(members)) {
      throw new MontyUsageError(
        `PythonModule: an instance of ${members.constructor?.name || 'a class'} has no methods or properties for Python`,
      )
    }
    this.members = Object.fromEntries(
      pythonNamesOf(names).map((name, index) => [name, members[names[index]!]]),
    )
    this.#owner = members
    this.description = options.description
  }

  /** The tools and functions in the module. */
  get functions(): Readonly<Record<string, ModuleFunction>> {
    return Object.fromEntries(
      Object.entries(this.members).filter((entry): entry is [string, ModuleFunction] =>
        isFunction(entry[1]),
      ),
    )
  }

  /** The modules in the module. */
  get modules(): ModuleSet {
    return Object.fromEntries(
      Object.entries(this.members).filter(
        (entry): entry is [string, PythonModule] => entry[1] instanceof PythonModule,
      ),
    )
  }

  /** Converts the module to a value, and adds its functions to `functions` by their full names. */
  static value(
    module: PythonModule,
    path: string,
    functions: Map<string, HostFunction | HostCallable>,
  ): PyModule {
    const attributes = Object.entries(module.members).map(([name, member]): [string, unknown] => {
      const full = `${path}.${name}`
      if (member instanceof PythonModule) return [name, PythonModule.value(member, full, functions)]
      if (!isFunction(member)) return [name, member]
      functions.set(full, typeof member === 'function' ? member.bind(module.#owner) : member)
      return [name, new PyFunction(full)]
    })
    return new PyModule(path, module.#id, Object.fromEntries(attributes))
  }
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/**
 * The object's own properties, and the methods of its class, without those that begin with an
 * underscore.
 */
function memberNames(members: ModuleMembers): string[] {
  if (isPlain(members)) return Object.keys(members)
  const names = new Set(Object.keys(members).filter((name) => !name.startsWith('_')))
  for (
    let level = Object.getPrototypeOf(members) as object;
    Object.getPrototypeOf(level) !== null;
    level = Object.getPrototypeOf(level) as object
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      const isMethod = typeof value === 'function' && name !== 'constructor'
      if (isMethod && !name.startsWith('_')) names.add(name)
    }
  }
  return [...names]
}

/** Whether Python calls the member as a function. A registered host class is a value. */
function isFunction(member: unknown): member is HostFunction | HostCallable {
  if (typeof member !== 'function') return isHostCallable(member)
  return HostObject.of(member) === undefined
}

/** Modules, ready to be imported. */
export interface CompleteModules {
  readonly modules: ReadonlyMap<string, PyModule>
  readonly functions: ReadonlyMap<string, HostFunction | HostCallable>
  /** Modules that are made when they are imported. */
  readonly factories: ReadonlyMap<string, ModuleFactory>
}

export const NO_MODULES: CompleteModules = {
  modules: new Map(),
  functions: new Map(),
  factories: new Map(),
}

/** Checks modules once. */
export function resolveModules(set: ImportSet | undefined): CompleteModules {
  if (set === undefined) return NO_MODULES
  checkModules(set)
  const functions = new Map<string, HostFunction | HostCallable>()
  const modules = new Map<string, PyModule>()
  const factories = new Map<string, ModuleFactory>()
  for (const [name, module] of Object.entries(set)) {
    if (typeof module === 'function') factories.set(name, module)
    else modules.set(name, PythonModule.value(module, name, functions))
  }
  return { modules, functions, factories }
}

export function checkModules(set: ImportSet): void {
  if (!isByName(set)) {
    throw new MontyUsageError('modules must be an object of PythonModules by name')
  }
  for (const [name, module] of Object.entries(set)) {
    if (!isPythonName(name)) throw new MontyUsageError(`modules: ${name} is not a Python name`)
    if (!(module instanceof PythonModule) && typeof module !== 'function') {
      throw new MontyUsageError(
        `modules.${name} must be a PythonModule, or a function that makes one`,
      )
    }
    if (isStandardModule(name)) {
      throw new MontyUsageError(
        `modules.${name}: the interpreter has a module ${name}, which Python would import instead: choose another name`,
      )
    }
  }
}
