import type { HostFunction } from '../core/contract/host-call.js'
import { ofMember } from '../core/contract/host-object.js'
import { isThenable } from '../core/drive/calls.js'
import { isPythonName } from '../core/python-names.js'

/** What Python is given for what a member, known by its name, gave. */
export type MemberValue = (value: unknown, name: string) => unknown

/** A method whose results Python sees as listed. */
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

/** The names of an object's attributes and methods, its class's included, apart from those with an underscore. */
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

/** Whether it is what all objects, or all functions, have in common; of whichever realm. */
function isRoot(level: object): boolean {
  const above = Object.getPrototypeOf(level) as object | null
  return above === null || Object.hasOwn(level, 'bind')
}
