import { nodeCrypto, types } from '../node.js'
import type { HostCallable, HostFunction } from './host-call.js'
import { pythonError } from './python-error.js'
import { PyFunction } from '../values/index.js'

/** The members of an object that Python can access. */
export interface HostObjectMembers {
  readonly attributes: ReadonlySet<string>
  readonly methods: ReadonlyMap<string, HostFunction | HostCallable>
  /** Converts the value of an attribute for Python. Default: the value itself. */
  readonly convert?: (value: unknown, name: string) => unknown
}

/** The attribute that identifies a host object; Python reads the object's class by that name. */
export const IDENTITY = '__class__'

/** The method name for calling an object itself. */
export const CALL = '__call__'

/** A host object in Python. Only its listed members are accessible. */
export class HostObject<T extends object = object> {
  /** Name of the object's class in Python. */
  readonly className: string
  /** The object itself. */
  readonly value: T
  readonly #members: HostObjectMembers
  readonly #id: string
  readonly #classId: string

  /**
   * Objects are created by `hostObject`. Objects of one class have one type in Python; `classId` identifies a
   * class that the host has named itself.
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
   * Identifiers of the object and of its class on both sides.
   *
   * @internal
   */
  static identify(object: HostObject): { id: string; classId: string } {
    return { id: object.#id, classId: object.#classId }
  }

  /**
   * Whether the object is a class of the host, which identifies its objects in Python.
   *
   * @internal
   */
  static isClass(object: HostObject): boolean {
    return object.#id === object.#classId
  }

  /**
   * Looks up an object by Python's identifier.
   *
   * @internal
   */
  static find(id: string): HostObject | undefined {
    return byId.get(id)?.deref()
  }

  /**
   * The host object of a value, if the value was wrapped.
   *
   * @internal
   */
  static of(value: object): HostObject | undefined {
    return count === 0 ? undefined : (byValue.get(value) ?? objectOfClass(value))
  }

  /**
   * A method by name; `undefined` if it is not listed.
   *
   * @internal
   */
  static method(object: HostObject, name: string): HostFunction | HostCallable | undefined {
    return object.#members.methods.get(name)
  }

  /**
   * Whether Python can access a member.
   *
   * @internal
   */
  static has(object: HostObject, name: string): boolean {
    return object.#members.attributes.has(name) || object.#members.methods.has(name)
  }

  /**
   * Whether reading an attribute runs code of the host: a getter, or a proxy's trap.
   *
   * @internal
   */
  static asks(object: HostObject, name: string): boolean {
    return object.#members.attributes.has(name) && runsCode(object.value, name)
  }

  /**
   * The value of an existing attribute for Python.
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

/** A class of the host. Its objects are wrapped when they go to Python. */
export class HostClass extends HostObject {
  readonly #membersOf: (object: object) => HostObjectMembers

  /**
   * Classes are created by `hostClass`. `members` are the members of the class itself, `membersOf` returns
   * those of an object.
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
   * Wraps an object of the class for Python.
   *
   * @internal
   */
  static wrap(type: HostClass, object: object): HostObject {
    const { id } = HostObject.identify(type)
    return new HostObject(object, type.className, type.#membersOf(object), id)
  }
}

/** Marks a value returned by a member of a host object: objects in it are passed only if they are listed. */
export function ofMember<T>(value: T): T {
  if (typeof value === 'object' && value !== null) ofMembers.add(value)
  return value
}

/** Whether a value was marked. */
export const isOfMember = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ofMembers.has(value)

/** Like {@link isOfMember}; removes the mark. */
export function takeOfMember(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ofMembers.delete(value)
}

const ofMembers = new WeakSet<object>()

/** Placeholder for a class's own identifier. */
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

/** Objects that were passed to Python. Allocated lazily: few runs have any, and a `Set` takes 200 bytes. */
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

/** Retains objects passed to Python; set before each message. */
let retainer: RetainedObjects | undefined = undefined

/** Objects in the next message live as long as `kept`. */
export function retainIn(kept: RetainedObjects): void {
  retainer = kept
}

/** Retains an object that is passed to Python. */
export function retain(object: HostObject): void {
  retainer?.add(object)
}

const byId = new Map<string, WeakRef<HostObject>>()
const byValue = new WeakMap<object, HostObject>()
const cleanup = new FinalizationRegistry<string>((id) => byId.delete(id))
let count = 0

const byPrototype = new WeakMap<object, HostClass>()
let classes = 0

/** Wraps an object whose class was named by the host. */
function objectOfClass(value: object): HostObject | undefined {
  const type = typeof value === 'object' ? classOf(value) : undefined
  return type && HostClass.wrap(type, value)
}

/** The named host class of an object, or of a base class of its class. */
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

/** Class identifiers by the prototype of the objects and the class name in Python. */
const classIds = new WeakMap<object, Map<string, string>>()
const NO_PROTOTYPE = {}

/** Objects with the same prototype and name share a class in Python. */
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

/** The name of a method that was read from its object, which encodes the object. */
function boundName(id: string, name: string): string {
  return `${name}@${id}`
}

/** Resolves a name from {@link HostObject.attribute} to its object and method. */
export function boundMethod(name: string): { receiver: string; name: string } | undefined {
  const at = name.indexOf('@')
  if (at < 0) return undefined
  const receiver = name.slice(at + 1)
  return HostObject.find(receiver) && { receiver, name: name.slice(0, at) }
}

/** Replaces methods that were read from their objects in Python's text with Python's notation. */
export function withoutIds(text: string): string
export function withoutIds(text: string | null): string | null
export function withoutIds(text: string | null): string | null {
  if (count === 0 || text === null || text.length > MAX_SHOWN || !text.includes('@')) return text
  return text.replaceAll(BOUND, (found, shown?: string, shownId?: string, id?: string) => {
    const object = HostObject.find(shownId ?? id ?? '')
    if (object === undefined) return found
    if (shown === undefined) return ''
    // The address distinguishes methods of two objects, as keys must. The text may be inside of JSON.
    const className = JSON.stringify(object.className).slice(1, -1)
    return `<bound method ${className}.${shown} of <${className} object at 0x${shownId?.slice(0, 12)}>>`
  })
}

/** Longer texts are left unchanged: replacing would hold the event loop. */
const MAX_SHOWN = 512 * 1024
/** The interpreter's text for such a method, or the method's name there. */
const BOUND = /<function '([^'@]*)@([0-9a-f]{32})' external>|@([0-9a-f]{32})\b/g

/** Python's error for a missing attribute. */
export function missing(className: string, name: string): Error {
  return pythonError('AttributeError', `'${className}' object has no attribute '${name}'`)
}

/**
 * Python's error for values that cannot be called; a class of the host may have been passed only through its
 * objects.
 */
export function notCallable(object: HostObject | undefined): Error {
  const message =
    object !== undefined && !HostObject.isClass(object)
      ? `'${object.className}' object is not callable`
      : `cannot create ${object === undefined ? 'objects of this class' : `'${object.className}' instances`}: it is the host's`
  return pythonError('TypeError', message)
}
