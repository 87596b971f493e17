import { toJson } from '../../index.js'
import { messageOf } from '../cli-error.js'
import { parseExactly } from '../options/parse-exactly.js'
import { jsonOf } from './value-text.js'

type Arguments = Readonly<Record<string, unknown>>

/**
 * Formats the arguments of a call as one line of JSON for editing; `undefined` if JSON cannot
 * represent them.
 */
export function editableText(input: unknown): string | undefined {
  try {
    const json = toJson(input)
    const isByName = typeof json === 'object' && json !== null && !Array.isArray(json)
    return isByName ? JSON.stringify(json) : undefined
  } catch {
    return undefined
  }
}

/**
 * Parses edited arguments; returns the error message as a text. Unchanged arguments keep their
 * value, even if its JSON is less exact, as of a date.
 */
export function editedInput(input: Arguments, text: string): Record<string, unknown> | string {
  let edited: unknown
  try {
    edited = parseExactly(text, (value) => value)
  } catch (error) {
    return `That is no JSON: ${messageOf(error)}`
  }
  if (typeof edited !== 'object' || edited === null || Array.isArray(edited)) {
    return 'It is an object of arguments by name.'
  }
  return Object.fromEntries(
    Object.entries(edited).map(([name, value]) => [
      name,
      isAsBefore(input, name, value) ? input[name] : value,
    ]),
  )
}

function isAsBefore(input: Arguments, name: string, value: unknown): boolean {
  if (!Object.hasOwn(input, name)) return false
  return JSON.stringify(toJson(input[name])) === JSON.stringify(jsonOf(value))
}
