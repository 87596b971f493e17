import { nodeCrypto } from '../../core/node.js'
import { HostClass, HostObject, type HostObjectMembers } from '../../core/contract/host-object.js'
import { PyFunction } from '../../core/values/index.js'
import type { ObjectNames } from '../portable/value.js'

/** A stand-in has no members: the recording has the answers. */
const nothing = (): HostObjectMembers => ({ attributes: new Set(), methods: new Map() })

/** An empty class for a stand-in. */
const standInClass = (): object & { readonly prototype: object } =>
  Object.assign(() => {}, { prototype: {} })

/** Suffix of a bound method's name: the id or name of its object. */
const BOUND = /@([0-9a-f]{32}|object \d+)$/

/**
 * Maps the ids of one run's objects and classes, which differ from run to run, to names that do not: numbers in
 * the order of first use.
 */
export class RunNames implements ObjectNames {
  readonly #names = new Map<string, string>()
  readonly #ids = new Map<string, string>()
  /** Stand-ins are retained here, as host objects are otherwise referenced weakly. */
  readonly #standIns = new Map<string, HostObject>()
  /** Stand-ins of classes, by Python class name. */
  readonly #classes = new Map<string, HostClass>()

  /** `known`: the {@link entries} of a run that is resumed. */
  constructor(known: ReadonlyArray<readonly [string, string]> = []) {
    for (const [id, name] of known) this.#bind(id, name)
  }

  /** The ids and their names, in the order of first use. */
  get entries(): ReadonlyArray<readonly [string, string]> {
    return [...this.#names]
  }

  nameOf(id: string): string {
    const known = this.#names.get(id)
    if (known !== undefined) return known
    const name = `object ${this.#names.size + 1}`
    this.#bind(id, name)
    return name
  }

  idOf(name: string): string {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = nodeCrypto().randomBytes(16).toString('hex')
    this.#bind(id, name)
    return id
  }

  hostObject(name: string, className: string): object {
    const id = this.#ids.get(name)
    const known = this.#standIns.get(name) ?? (id === undefined ? undefined : HostObject.find(id))
    if (known !== undefined) return known.value
    const type = this.#classes.get(className)
    const classId = type && HostObject.identify(type).id
    return this.#standFor(name, new HostObject({}, className, nothing(), classId))
  }

  hostClass(name: string, className: string): object {
    const id = this.#ids.get(name)
    const known = this.#standIns.get(name) ?? (id === undefined ? undefined : HostObject.find(id))
    if (known !== undefined) return known.value
    const standIn = new HostClass(standInClass(), className, nothing(), nothing)
    this.#classes.set(className, standIn)
    return this.#standFor(name, standIn)
  }

  #standFor(name: string, standIn: HostObject): object {
    this.#standIns.set(name, standIn)
    this.#bind(HostObject.identify(standIn).id, name)
    return standIn.value
  }

  #bind(id: string, name: string): void {
    this.#names.set(id, name)
    this.#ids.set(name, id)
  }

  /** The name of a called function, in which an object's name replaces its id. */
  calledName(name: string): string {
    return name.replace(BOUND, (_bound, id: string) => `@${this.nameOf(id)}`)
  }

  /** A value for Python, in which a bound method refers to its object's present id. */
  boundValue(value: unknown): unknown {
    if (!(value instanceof PyFunction) || !BOUND.test(value.name)) return value
    const name = value.name.replace(BOUND, (_bound, object: string) => `@${this.idOf(object)}`)
    return new PyFunction(name, value.origin, value.docstring)
  }

  /** A value for a recording, in which a bound method refers to its object's name. */
  unboundValue(value: unknown): unknown {
    if (!(value instanceof PyFunction) || !BOUND.test(value.name)) return value
    return new PyFunction(this.calledName(value.name), value.origin, value.docstring)
  }
}
