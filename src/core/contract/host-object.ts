import { nodeCrypto, types } from '../node.js'
import type { HostCallable, HostFunction } from './host-call.js'
import { pythonError } from './python-error.js'
import { PyFunction } from '../values/index.js'

/** What of an object Python can reach. */
export interface HostObjectMembers {
  readonly attributes: ReadonlySet<string>
  readonly methods: ReadonlyMap<string, HostFunction | HostCallable>
  /** What Python is given for the value of an attribute. Default: the value. */
  readonly convert?: (value: unknown, name: string) => unknown
}

/** The attribute of a host object that tells it from others; Python reads its class by that name. */
export const IDENTITY = '__class__'

/** The method that a call of an object itself is. */
export const CALL = '__call__'

/** An object of the host in Python's hands. Only its listed members are reachable. */
export class HostObject<T extends object = object> {
  /** What Python calls its class. */
  readonly className: string
  /** The object itself. */
  readonly value: T
  readonly #members: HostObjectMembers
  readonly #id: string
  readonly #classId: string

  /**
   * Objects are made by `hostObject`. Those of one class have one type in Python; `classId` is that of a class
   * that the host has named itself.
   *
   * @internal
   */
  constructor(value: T, className: string, members: HostObjectMembers, classId?: string) {
    this.value = value
    this.className = className
    this.#members = members
    this.#id = newId()
    this.#classId = classId === OWN ? this.#id : (classId ?? classIdOf(value, className))
    byId.set(this.#id, new WeakRef<HostObject>(this))
    byValue.set(value, this)
    cleanup.register(this, this.#id)
    count++
  }

  toJSON(): string {
    return `<${this.className} object>`
  }

  /**
   * What identifies it and its class on both sides.
   *
   * @internal
   */
  static identify(object: HostObject): { id: string; classId: string } {
    return { id: object.#id, classId: object.#classId }
  }

  /**
   * Whether it is a class of the host's, whose objects Python knows by it.
   *
   * @internal
   */
  static isClass(object: HostObject): boolean {
    return object.#id === object.#classId
  }

  /**
   * The object that Python means.
   *
   * @internal
   */
  static find(id: string): HostObject | undefined {
    return byId.get(id)?.deref()
  }

  /**
   * The host object that stands for a value, if it was wrapped.
   *
   * @internal
   */
  static of(value: object): HostObject | undefined {
    return count === 0 ? undefined : (byValue.get(value) ?? objectOfClass(value))
  }

  /**
   * What Python calls as a method; `undefined` when it may not.
   *
   * @internal
   */
  static method(object: HostObject, name: string): HostFunction | HostCallable | undefined {
    return object.#members.methods.get(name)
  }

  /**
   * Whether Python can reach a member.
   *
   * @internal
   */
  static has(object: HostObject, name: string): boolean {
    return object.#members.attributes.has(name) || object.#members.methods.has(name)
  }

  /**
   * Whether reading an attribute runs code of the host's: a getter, or a proxy's trap.
   *
   * @internal
   */
  static asks(object: HostObject, name: string): boolean {
    return object.#members.attributes.has(name) && runsCode(object.value, name)
  }

  /**
   * What Python reads as an attribute, which is there.
   *
   * @internal
   */
  static attribute(object: HostObject, name: string): unknown {
    const { attributes, convert } = object.#members
    if (!attributes.has(name)) return new PyFunction(boundName(object.#id, name))
    const value = (object.value as Record<string, unknown>)[name]
    return ofMember(convert === undefined ? value : convert(value, name))
  }
}

/** A class of the host's. Its objects are wrapped when they go to Python. */
export class HostClass extends HostObject {
  readonly #membersOf: (object: object) => HostObjectMembers

  /**
   * Classes are made by `hostClass`. `members` are those of the class itself, `membersOf` tells those of an object.
   *
   * @internal
   */
  constructor(
    value: object & { readonly prototype: object },
    className: string,
    members: HostObjectMembers,
    membersOf: (object: object) => HostObjectMembers,
  ) {
    super(value, className, members, OWN)
    this.#membersOf = membersOf
    byPrototype.set(value.prototype, this)
    classes++
  }

  /**
   * An object of the class, for Python.
   *
   * @internal
   */
  static wrap(type: HostClass, object: object): HostObject {
    const { id } = HostObject.identify(type)
    return new HostObject(object, type.className, type.#membersOf(object), id)
  }
}

/** Marks a result of a member of a host object: what is in it is shown as listed, or not at all. */
export function ofMember<T>(value: T): T {
  if (typeof value === 'object' && value !== null) ofMembers.add(value)
  return value
}

/** Whether a value was marked; it is marked once. */
export function takeOfMember(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ofMembers.delete(value)
}

const ofMembers = new WeakSet<object>()

/** Stands for the identity of a class, which is its own. */
const OWN = 'its own'

const newId = (): string => nodeCrypto().randomBytes(16).toString('hex')

/** Whether reading a property of an object runs code. */
function runsCode(value: object, name: string): boolean {
  for (
    let level: object | null = value;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    if (types.isProxy(level)) return true
    const property = Object.getOwnPropertyDescriptor(level, name)
    if (property !== undefined) return property.get !== undefined
  }
  return false
}

/** Objects that went into Python. Few runs have any, and a `Set` takes 200 bytes. */
export class RetainedObjects {
  #objects: Set<HostObject> | undefined

  add(object: HostObject): void {
    this.#objects ??= new Set()
    this.#objects.add(object)
  }

  addAll(other: RetainedObjects): void {
    for (const object of other.#objects ?? []) this.add(object)
  }
}

/** Where the objects are held that go into Python; set before each message. */
let retainer: RetainedObjects | undefined = undefined

/** Keeps what the next message takes into Python alive as long as `kept`. */
export function retainIn(kept: RetainedObjects): void {
  retainer = kept
}

/** An object goes into Python. */
export function retain(object: HostObject): void {
  retainer?.add(object)
}

const byId = new Map<string, WeakRef<HostObject>>()
const byValue = new WeakMap<object, HostObject>()
const cleanup = new FinalizationRegistry<string>((id) => byId.delete(id))
let count = 0

const byPrototype = new WeakMap<object, HostClass>()
let classes = 0

/** An object whose class is one of the host's in Python. */
function objectOfClass(value: object): HostObject | undefined {
  const type = typeof value === 'object' ? classOf(value) : undefined
  return type && HostClass.wrap(type, value)
}

/** The class of the host's that an object is of, or of one that its class derives from. */
function classOf(value: object): HostClass | undefined {
  if (classes === 0 || types.isProxy(value)) return undefined
  for (
    let level = Object.getPrototypeOf(value) as object | null;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  ) {
    const type = byPrototype.get(level)
    if (type !== undefined) return type
  }
  return undefined
}

/** The identities of classes by the prototype of their objects, and the name that Python has for them. */
const classIds = new WeakMap<object, Map<string, string>>()
const NO_PROTOTYPE = {}

/** Objects with one prototype and one name have one class in Python. */
function classIdOf(value: object, className: string): string {
  const type = typeof value === 'object' ? classOf(value) : undefined
  if (type !== undefined) return HostObject.identify(type).id
  const prototype = (Object.getPrototypeOf(value) as object | null) ?? NO_PROTOTYPE
  let ids = classIds.get(prototype)
  if (ids === undefined) classIds.set(prototype, (ids = new Map<string, string>()))
  let id = ids.get(className)
  if (id === undefined) ids.set(className, (id = newId()))
  return id
}

/** A method taken off its object has a name that leads back. */
function boundName(id: string, name: string): string {
  return `${name}@${id}`
}

/** The object and the method that a name from {@link HostObject.attribute} leads back to. */
export function boundMethod(name: string): { receiver: string; name: string } | undefined {
  const at = name.indexOf('@')
  if (at < 0) return undefined
  const receiver = name.slice(at + 1)
  return HostObject.find(receiver) && { receiver, name: name.slice(0, at) }
}

/** A text of Python's with methods that were taken off their objects shown as Python shows them. */
export function withoutIds(text: string): string
export function withoutIds(text: string | null): string | null
export function withoutIds(text: string | null): string | null {
  if (count === 0 || text === null || text.length > MAX_SHOWN || !text.includes('@')) return text
  return text.replaceAll(BOUND, (found, shown?: string, shownId?: string, id?: string) => {
    const object = HostObject.find(shownId ?? id ?? '')
    if (object === undefined) return found
    if (shown === undefined) return ''
    // The address tells methods of two objects apart, as keys must be. The text may be one of JSON.
    const className = JSON.stringify(object.className).slice(1, -1)
    return `<bound method ${className}.${shown} of <${className} object at 0x${shownId?.slice(0, 12)}>>`
  })
}

/** A longer text would hold up the event loop. */
const MAX_SHOWN = 512 * 1024
/** The interpreter's text for such a method, or the name that it has there. */
const BOUND = /<function '([^'@]*)@([0-9a-f]{32})' external>|@([0-9a-f]{32})\b/g

/** Python's own error for an attribute that is not there. */
export function missing(className: string, name: string): Error {
  return pythonError('AttributeError', `'${className}' object has no attribute '${name}'`)
}

/** Python's own error for what cannot be called; a class of the host's may be known by its objects only. */
export function notCallable(object: HostObject | undefined): Error {
  const message =
    object !== undefined && !HostObject.isClass(object)
      ? `'${object.className}' object is not callable`
      : `cannot create ${object === undefined ? 'objects of this class' : `'${object.className}' instances`}: it is the host's`
  return pythonError('TypeError', message)
}
