import { nodeCrypto, types } from '../node.js'
import type { HostCallable, HostFunction } from './host-call.js'
import { pythonError } from './python-error.js'
import { PyFunction } from '../values/index.js'

/** What of an object Python can reach. */
export interface HostObjectMembers {
  readonly attributes: ReadonlySet<string>
  readonly methods: ReadonlyMap<string, HostFunction | HostCallable>
}

/** An object of the host in Python's hands. Only its listed members are reachable. */
export class HostObject<T extends object = object> {
  /** What Python calls its class. */
  readonly className: string
  /** The object itself. */
  readonly value: T
  readonly #members: HostObjectMembers
  readonly #id = nodeCrypto().randomBytes(16).toString('hex')
  // A class of its own: Python compares host objects by class and attributes.
  readonly #classId = nodeCrypto().randomBytes(16).toString('hex')

  /**
   * Objects are made by `hostObject`.
   *
   * @internal
   */
  constructor(value: T, className: string, members: HostObjectMembers) {
    this.value = value
    this.className = className
    this.#members = members
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
    return count === 0 ? undefined : byValue.get(value)
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
    if (object.#members.attributes.has(name)) return (object.value as Record<string, unknown>)[name]
    return new PyFunction(boundName(object.#id, name))
  }
}

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

/** A text of Python's with methods that were taken off their objects named as the program names them. */
export function withoutIds(text: string): string {
  if (count === 0 || !text.includes('@')) return text
  return text.replaceAll(/@([0-9a-f]{32})\b/g, (found, id: string) => (byId.has(id) ? '' : found))
}

/** Python's own error for an attribute that is not there. */
export function missing(className: string, name: string): Error {
  return pythonError('AttributeError', `'${className}' object has no attribute '${name}'`)
}
