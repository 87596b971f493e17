import { attributeSubstitute } from './members.js'
import { methodHint } from './methods.js'
import type { HintContext } from './subjects.js'

const MAX_CLASSES = 3
const MAX_NAMES = 20

/** Lists the fields of the results that a finding names. */
export function fieldsHint(message: string, context: HintContext): string | undefined {
  const declared = `${context.declare(context.names) ?? ''}\n${context.declareModules?.() ?? ''}`
  const names = [...new Set(message.match(/[A-Z]\w*/g))].slice(0, MAX_NAMES)
  const blocks = names.flatMap((name) => {
    const block = new RegExp(String.raw`^class ${name}\(TypedDict.*\):\n(?: {4}.*(?:\n|$))+`, 'm')
    return block.exec(declared)?.[0].trimEnd() ?? []
  })
  if (blocks.length === 0) return undefined
  const shown = blocks.slice(0, MAX_CLASSES).join('\n')
  return `Results are dicts, the fields of which are read in brackets, as in row["name"]:\n${shown}`
}

/** Hint for a missing optional field of a result. */
export function missingFieldHint(
  message: string,
  line: string,
  context: HintContext,
): string | undefined {
  // The message of a KeyError is the key's repr.
  const field = /^(['"])(.*)\1$/s.exec(message)?.[2] ?? message
  // If the line is unknown, the whole program is searched.
  const place = line === '' ? context.code : line
  if (!place.includes(`["${field}"]`) && !place.includes(`['${field}']`)) return undefined
  const declared = context.declare(context.names) ?? ''
  const isOptional = [`    ${field}: NotRequired[`, `    '${field}': NotRequired[`].some((start) =>
    declared.split('\n').some((one) => one.startsWith(start)),
  )
  if (!isOptional) return undefined
  return `A result may be without ${field}, which is declared as NotRequired: .get("${field}") gives None where it is missing.`
}

/** Substitute in a finding such as "Object of type `list[int]` has no attribute `push`". */
export function attributeHint(message: string): string | undefined {
  const [, type, attribute] =
    /^(?:Object of type|Class) `(.*)` has no attribute `(\w+)`/.exec(message) ?? []
  if (type === undefined || attribute === undefined) return undefined
  const owner = type.startsWith('Literal["') ? 'str' : type.replace(/\[.*/s, '')
  return methodHint(owner, attribute, '') ?? attributeSubstitute(owner, attribute)
}
