import { nodeCrypto } from '../../core/node.js'
import { HostClass, HostObject, type HostObjectMembers } from '../../core/contract/host-object.js'
import { PyFunction } from '../../core/values/index.js'
import type { ObjectNames } from '../portable/value.js'

/** What stands for an object has no members: a recording has the answers. */
const nothing = (): HostObjectMembers => ({ attributes: new Set(), methods: new Map() })

/** A class of its own that makes nothing. */
const standInClass = (): object & { readonly prototype: object } =>
  Object.assign(() => {}, { prototype: {} })

/** A method that was taken off its object is named by both. */
const BOUND = /@([0-9a-f]{32}|object \d+)$/

/**
 * The objects and classes of one run, which are known by ids that differ from run to run, under names that do
 * not: in the order in which they first come by.
 */
export class RunNames implements ObjectNames {
  readonly #names = new Map<string, string>()
  readonly #ids = new Map<string, string>()
  /** Objects are held here, as whoever has one elsewhere knows it by a weak reference. */
  readonly #standIns = new Map<string, HostObject>()
  /** Classes among them, by the names that Python has for them. */
  readonly #classes = new Map<string, HostClass>()

  /** `known` are the ids and names of {@link entries}, of a run that goes on. */
  constructor(known: ReadonlyArray<readonly [string, string]> = []) {
    for (const [id, name] of known) this.#bind(id, name)
  }

  /** The ids and their names, in the order in which they came by. */
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

  /** What Python calls, with the object's name in the place of its id. */
  calledName(name: string): string {
    return name.replace(BOUND, (_bound, id: string) => `@${this.nameOf(id)}`)
  }

  /** A value for Python, in which a method that was taken off its object leads to that object. */
  boundValue(value: unknown): unknown {
    if (!(value instanceof PyFunction) || !BOUND.test(value.name)) return value
    const name = value.name.replace(BOUND, (_bound, object: string) => `@${this.idOf(object)}`)
    return new PyFunction(name, value.origin, value.docstring)
  }

  /** The same for a recording. */
  unboundValue(value: unknown): unknown {
    if (!(value instanceof PyFunction) || !BOUND.test(value.name)) return value
    return new PyFunction(this.calledName(value.name), value.origin, value.docstring)
  }
}
