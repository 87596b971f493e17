import type { HostFunction } from '../core/contract/host-call.js'
import { ofMember } from '../core/contract/host-object.js'
import { isThenable } from '../core/drive/calls.js'
import { isPythonName } from '../core/python-names.js'

/** Converts the value of a member, known by its name, to the value that Python gets. */
export type MemberValue = (value: unknown, name: string) => unknown

/** Wraps a method so that its results are marked as a member's, after conversion. */
export function memberFunction(
  method: HostFunction,
  name: string,
  convert: MemberValue | undefined,
): HostFunction {
  const given = (value: unknown): unknown =>
    ofMember(convert === undefined ? value : convert(value, name))
  return (...args) => {
    const value = method(...args)
    return isThenable(value) ? Promise.resolve(value).then(given) : given(value)
  }
}

/**
 * The names of an object's attributes and methods, including inherited ones, without those that
 * begin with an underscore.
 */
export function publicMembers(object: object): { attributes: string[]; methods: string[] } {
  const attributes = new Set<string>()
  const methods = new Set<string>()
  for (
    let level: object | null = object;
    level !== null && !isRoot(level);
    level = Object.getPrototypeOf(level) as object | null
  ) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      const isHidden = name === 'constructor' || name.startsWith('_') || !isPythonName(name)
      if (isHidden || attributes.has(name) || methods.has(name)) continue
      if (typeof property.value === 'function') methods.add(name)
      else if (property.get !== undefined || 'value' in property) attributes.add(name)
    }
  }
  return { attributes: [...attributes], methods: [...methods] }
}

/** Whether a prototype is that of all objects or all functions, in any realm. */
function isRoot(level: object): boolean {
  const above = Object.getPrototypeOf(level) as object | null
  return above === null || Object.hasOwn(level, 'bind')
}
