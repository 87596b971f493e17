import type { JsonSchema } from '../json-schema.js'
import { formatIssuePath, type SchemaIssue } from '../standard-schema.js'
import { alternativesOf } from './alternatives.js'
import { choicesMismatch, listed, onlyChoices } from './choices.js'
import { itemSchemas, propertySchemas } from './members.js'
import { References } from './references.js'

const MAX_ISSUES = 3
const MAX_CHARACTERS = 500

/** Formats the first few issues that a library reports about arguments. */
export function issuesText(
  issues: readonly SchemaIssue[],
  value: unknown,
  json: JsonSchema | undefined,
): string {
  return issues
    .slice(0, MAX_ISSUES)
    .map((issue) => {
      const place = formatIssuePath(issue.path)
      const message = messageOf(issue, value, json)
      return place === '' ? message : `argument '${place}': ${message}`
    })
    .join('; ')
}

/** Shortens a message of a library, which may list thousands of valid values. */
export function shortened(message: string): string {
  return message.length > MAX_CHARACTERS ? `${message.slice(0, MAX_CHARACTERS)}…` : message
}

/** The place of an issue, as keys. */
export const stepsOf = ({ path = [] }: SchemaIssue): PropertyKey[] =>
  path.map((step) => (typeof step === 'object' ? step.key : step))

function messageOf(issue: SchemaIssue, value: unknown, json?: JsonSchema): string {
  const { message } = issue
  if (message.length <= MAX_CHARACTERS) return message
  const steps = stepsOf(issue)
  const choices = json === undefined ? undefined : choicesAt(json, steps)
  if (choices === undefined || !listed(choices).endsWith(' in all)')) return shortened(message)
  const given = steps.reduce<unknown>((part, step) => (part as Parts | undefined)?.[step], value)
  return choicesMismatch(choices, given)
}

type Parts = Readonly<Record<PropertyKey, unknown>>

/** The values that a part may have, by the JSON Schema of the whole. */
function choicesAt(
  json: JsonSchema,
  steps: readonly PropertyKey[],
): readonly unknown[] | undefined {
  const references = new References(json)
  let schemas: readonly JsonSchema[] = [json]
  for (const step of steps) {
    const parts = schemas.flatMap((one) => alternativesOf(one, references).flat())
    schemas =
      typeof step === 'number'
        ? itemSchemas(parts, step)
        : parts.flatMap((one) => propertySchemas(String(step), one))
  }
  for (const schema of schemas) {
    const one = references.resolve(schema)
    if (typeof one !== 'object') continue
    const choices = one.enum ?? onlyChoices(one.anyOf ?? one.oneOf ?? [])
    if (choices !== undefined) return choices
  }
  return undefined
}
