import { toJson } from '../../core/values/json.js'
import type { ToolDescription } from '../../host/context.js'
import type { JsonSchema, JsonSchemaObject } from '../../host/json-schema.js'
import type { PendingCall } from '../../host/outcome.js'
import { shownInput } from '../../runtime/paused/shown-input.js'
import { portableWithin } from '../../runtime/portable/value.js'
import { element, type Html, html, isPlainlyShown, visibleJson } from '../html.js'

/** Maximum size of an argument that can be edited; longer ones can only be approved unchanged. */
const MAX_BYTES = 100_000

/** An argument of a call as a form field. */
export interface Field {
  readonly name: string
  readonly description: string
  readonly isRequired: boolean
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'choice' | 'json' | 'fixed'
  /** The text of the control; empty for an argument that was not given. */
  readonly shown: string
  readonly choices: readonly string[]
  /** The value in the call. */
  readonly value: unknown
}

/** The arguments of a call, by the schema of its tool; without one, those in the call. */
export function fieldsOf({ input }: PendingCall, tool: ToolDescription | undefined): Field[] {
  const given = isRecord(input) ? input : {}
  const { properties = {}, required = [] } = objectSchema(tool?.inputSchema)
  const names = [...new Set([...Object.keys(properties), ...Object.keys(given)])]
  return names.map((name) => {
    const schema = objectSchema(properties[name])
    return fieldOf(name, given[name], schema, required.includes(name))
  })
}

function fieldOf(
  name: string,
  value: unknown,
  schema: JsonSchemaObject,
  isRequired: boolean,
): Field {
  const common = { name, description: schema.description ?? '', isRequired, value, choices: [] }
  const { enum: choices, type } = schema
  if (portableWithin(value, MAX_BYTES) === undefined) {
    // Too long to read in a form, and expensive to render.
    return { ...common, kind: 'fixed', shown: shownInput(value) }
  }
  if (typeof value === 'string' && !isPlainlyShown(value)) {
    // A control would change the text.
    return { ...common, kind: 'json', shown: visibleJson(JSON.stringify(value)) }
  }
  if (choices?.every((one) => typeof one === 'string')) {
    return { ...common, kind: 'choice', shown: textOf(value), choices }
  }
  if (type === 'boolean') return { ...common, kind: 'boolean', shown: textOf(value) }
  if (type === 'integer' || type === 'number')
    return { ...common, kind: type, shown: textOf(value) }
  if (value === undefined ? type === 'string' : typeof value === 'string') {
    return { ...common, kind: 'text', shown: textOf(value) }
  }
  if (value === undefined) return { ...common, kind: 'json', shown: '' }
  try {
    return { ...common, kind: 'json', shown: visibleJson(JSON.stringify(toJson(value), null, 2)) }
  } catch {
    // A value without JSON representation cannot be edited.
    return { ...common, kind: 'fixed', shown: shownInput(value) }
  }
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : shownInput(value)

/** Reads a field; `undefined` for an argument that is not given. @throws RangeError */
export function readField(field: Field, text: string): unknown {
  const { kind, name, isRequired, value } = field
  if (text === field.shown || kind === 'fixed') return value
  if (text === '' && (kind !== 'text' || (!isRequired && value === undefined))) return undefined
  switch (kind) {
    case 'text':
    case 'choice':
      return text
    case 'boolean':
      return text === 'true'
    case 'integer': {
      if (!/^[+-]?\d+$/.test(text.trim())) throw new RangeError(`${name} must be a whole number`)
      const number = Number(text)
      return Number.isSafeInteger(number) ? number : BigInt(text.trim())
    }
    case 'number': {
      const number = Number(text)
      if (text.trim() === '' || !Number.isFinite(number))
        throw new RangeError(`${name} must be a number`)
      return number
    }
    case 'json':
      return parsed(text, name)
  }
}

/** Parses JSON. @throws RangeError with the position of the error */
export function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new RangeError(`${name} must be JSON: ${(error as Error).message}`)
  }
}

/** Renders a field. */
export function fieldHtml(field: Field, id: string, text: string): Html {
  const { name, description, kind, isRequired } = field
  const label = html`<label for="${id}"
    ><b>${name}</b>${!isRequired && html` <span class="quiet">optional</span>`}</label
  >`
  const hint = description !== '' && html`<span class="quiet">${description}</span>`
  return html`<div class="field">
    ${label}${hint}${kind === 'fixed' ? html`<pre>${text}</pre>` : control(field, id, text)}
  </div>`
}

function control({ kind, choices, isRequired }: Field, id: string, text: string): Html {
  switch (kind) {
    case 'boolean':
      return select(id, isRequired ? ['true', 'false'] : ['', 'true', 'false'], text)
    case 'choice':
      return select(id, isRequired ? choices : ['', ...choices], text)
    case 'integer':
    case 'number':
      return html`<input
        id="${id}"
        name="${id}"
        inputmode="decimal"
        value="${text}"
        autocomplete="off"
      />`
    case 'text':
    case 'json':
    case 'fixed':
      return textarea(id, text)
  }
}

/** Renders a control for several lines of text. A browser drops the first line break in it. */
export function textarea(id: string, text: string, hint = ''): Html {
  const rows = Math.min(12, Math.max(1, text.split('\n').length))
  const attributes = { id, name: id, rows: String(rows), placeholder: hint, spellcheck: 'false' }
  return element('textarea', attributes, `\n${text}`)
}

function select(id: string, choices: readonly string[], chosen: string): Html {
  const known = choices.includes(chosen) ? choices : [chosen, ...choices]
  const options = known.map((one) =>
    one === chosen ? html`<option selected>${one}</option>` : html`<option>${one}</option>`,
  )
  return html`<select id="${id}" name="${id}">
    ${options}
  </select>`
}

const objectSchema = (schema: JsonSchema | undefined): JsonSchemaObject =>
  typeof schema === 'object' ? schema : {}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
