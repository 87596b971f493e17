import { isPythonName } from '../core/python-names.js'
import { MontySyntaxError } from './errors.js'
import { toPython } from './values/to-python.js'

/** Validates names with the messages of this API; the core refuses more names. */
export function checkInputNames(names: unknown): string[] {
  if (names === undefined || names === null) return []
  if (!Array.isArray(names)) throw new Error('inputs must be an array of names')
  for (const name of names as unknown[]) {
    if (typeof name !== 'string') throw new Error('inputs must be an array of names')
    if (!isPythonName(name)) {
      throw new MontySyntaxError(`Input name '${name}' not a valid identifier`)
    }
  }
  return names as string[]
}

/** The values of the declared inputs, without undeclared ones. */
export function inputValues(
  declared: readonly string[],
  given: unknown,
): Record<string, unknown> | undefined {
  if (declared.length === 0) {
    if (given === undefined) return undefined
    throw new Error('No input variables declared but inputs object was provided')
  }
  if (given === undefined) {
    throw new Error(`Missing required inputs: [${declared.map((name) => `"${name}"`).join(', ')}]`)
  }
  if (given === null) throw new TypeError('Cannot convert undefined or null to object')
  const values = Object(given) as Record<string, unknown>
  const entries = declared.map((name): [string, unknown] => {
    if (!(name in values)) throw new Error(`Missing required input: '${name}'`)
    return [name, toPython(values[name])]
  })
  return Object.fromEntries(entries)
}
