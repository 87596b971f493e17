import { pythonNamesOf } from '../core/python-names.js'
import { refuseBuiltIn } from './reserved-names.js'
import { isByName } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import { type HostCallable, isHostCallable, type HostFunction } from '../core/contract/host-call.js'
import type { Host } from '../core/drive/host.js'

type Functions = Host['functions']

const NO_FUNCTIONS: Functions = new Map()

/** Checks functions once. */
export function resolveFunctions(functions: unknown): Functions {
  if (functions === undefined) return NO_FUNCTIONS
  if (!isByName(functions)) {
    throw new MontyUsageError('externalFunctions must be an object of functions by name')
  }
  const map = new Map<string, HostFunction | HostCallable>()
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== 'function' && !isHostCallable(value)) {
      throw new MontyUsageError(
        `externalFunctions.${name} must be a function or a tool, but is ${value === null ? 'null' : typeof value}`,
      )
    }
    refuseBuiltIn('externalFunctions', name)
    map.set(name, value as HostFunction | HostCallable)
  }
  // A name that is no Python identifier is also known by the identifier that stubs give it.
  const names = [...map.keys()]
  pythonNamesOf(names).forEach((pythonName, index) => map.set(pythonName, map.get(names[index]!)!))
  return map
}
