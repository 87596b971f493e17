import { HostObject } from '../../core/contract/host-object.js'
import { namedInputs } from '../../core/engine/inputs.js'
import { MontyUsageError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Decision } from '../../host/outcome.js'
import { checkDecisions } from '../paused/decisions.js'
import { packValue } from '../paused/pack.js'
import { type ObjectNames, portableValue } from './value.js'

/**
 * Serializes the inputs of a run in another process.
 *
 * @throws MontyUsageError and MontyValueError for those that a run in this process would refuse, and for objects of the
 *   host, whose methods are here
 */
export function portableInputs(inputs: unknown): JsonValue {
  for (const [name, value] of namedInputs(inputs)) packValue(value, `inputs.${name}`)
  return withoutHostObjects(inputs, 'inputs')
}

/**
 * Serializes decisions about a run in another process.
 *
 * @throws MontyUsageError and MontyValueError for invalid ones
 */
export function portableDecisions(decisions: readonly Decision[]): JsonValue {
  checkDecisions(decisions)
  return withoutHostObjects(decisions, 'decisions')
}

function withoutHostObjects(value: unknown, what: string): JsonValue {
  let className: string | undefined
  const names: ObjectNames = {
    nameOf(id) {
      className ??= HostObject.find(id)?.className
      return id
    },
    idOf: (name) => name,
    hostObject: () => ({}),
    hostClass: () => ({}),
  }
  const json = portableValue(value, names)
  if (className === undefined) return json
  throw new MontyUsageError(
    `${what}: an object of the host, of the class ${className}, cannot go to another process: pass what Python needs of it`,
  )
}
