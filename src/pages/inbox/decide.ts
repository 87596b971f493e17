import type { Decision } from '../../host/outcome.js'
import { type Field, fieldsOf, parsed, readField } from './fields.js'
import type { Waiting } from './waiting.js'

/** A decision made in a form. */
export interface Chosen {
  readonly decision: Decision
  /** The tool. */
  readonly name: string
  readonly changed: readonly string[]
}

/** The name of a call's control in the form. */
export const controlOf = (callId: number, part: string): string => `${part}-${callId}`
export const argumentControl = (callId: number, index: number): string =>
  `argument-${callId}-${index}`

/**
 * Reads the decisions of a form, only about calls that its sender may decide about.
 *
 * @throws RangeError for invalid input, with a message for the sender
 */
export function decisionsIn(form: URLSearchParams, { host, calls }: Waiting): Chosen[] {
  const tools = new Map(host.tools().map((tool) => [tool.name, tool]))
  const all = form.get('all')
  return calls
    .filter(({ mayDecide }) => mayDecide)
    .flatMap(({ call }, index, decidable): Chosen[] => {
      const { callId, name } = call
      const action = all ?? form.get(controlOf(callId, 'action')) ?? 'leave'
      const tool = call.receiver === undefined ? tools.get(name) : undefined
      const chosen = (decision: Decision, changed: readonly string[] = []): Chosen[] => [
        { decision, name, changed },
      ]
      switch (action) {
        case 'approve':
          return chosen({ callId, action: 'approve' })
        case 'change': {
          const which =
            decidable.length === 1 ? name : `${name}, call ${index + 1} of ${decidable.length}`
          const { input, changed } = changedInput(form, callId, fieldsOf(call, tool), which)
          return chosen(
            { callId, action: 'approve', ...(changed.length > 0 ? { input } : {}) },
            changed,
          )
        }
        case 'deny': {
          const message = form.get(controlOf(callId, 'message')) ?? ''
          return chosen({ callId, action: 'deny', ...(message === '' ? {} : { message }) })
        }
        case 'answer': {
          const text = form.get(controlOf(callId, 'answer')) ?? ''
          const value = parsed(text, `the answer to ${name}`)
          return chosen({ callId, action: 'answer', value })
        }
        default:
          return []
      }
    })
}

function changedInput(
  form: URLSearchParams,
  callId: number,
  fields: readonly Field[],
  which: string,
): { input: Record<string, unknown>; changed: string[] } {
  const input: Record<string, unknown> = {}
  const changed: string[] = []
  for (const [index, field] of fields.entries()) {
    // Browsers normalize line breaks.
    const text = form.get(argumentControl(callId, index))?.replaceAll('\r\n', '\n') ?? field.shown
    const value = readFieldOf(which, field, text)
    if (value !== undefined) input[field.name] = value
    if (text !== field.shown) changed.push(field.name)
  }
  return { input, changed }
}

/** @throws RangeError naming the call of the field */
function readFieldOf(which: string, field: Field, text: string): unknown {
  try {
    return readField(field, text)
  } catch (error) {
    throw error instanceof RangeError ? new RangeError(`${which}: ${error.message}`) : error
  }
}
