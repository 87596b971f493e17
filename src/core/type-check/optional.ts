import type { Diagnostic } from '../errors.js'
import type { CheckedProgram } from './program.js'
import { alternatives, conflict, mayFit } from './shapes.js'

/** Context of a finding. */
interface Declared {
  readonly program: CheckedProgram
  /** The declarations of the host. */
  readonly stubs: string
  readonly findings: readonly Diagnostic[]
}

/**
 * Whether a finding is only that an optional argument or field may be `None`: the host treats `None` as not
 * given.
 */
export function isNoneForOptional(finding: Diagnostic, declared: Declared): boolean {
  const { message } = finding
  const [, key, onType] = KEY_OF_NONE.exec(message) ?? []
  if (key !== undefined) return isOptionalField(key, onType!, declared.stubs)
  const types = conflict(message)
  if (types === undefined) return false
  const { expected, found } = types
  if (found.startsWith('dict[')) return isOnlyAboutFields(finding, expected, declared)
  const others = alternatives(found).filter((one) => one !== 'None')
  if (others.length === alternatives(found).length) return false
  const [, name] = /^Argument to function `([^`]+)`/.exec(message) ?? []
  return (
    name !== undefined &&
    (others.length === 0 || mayFit(expected, others.join(' | '))) &&
    isOptionalParameter(name, finding, declared)
  )
}

const KEY_OF_NONE =
  /^Invalid argument to key "([^"]+)" with declared type `[^`]*` on TypedDict `([^`]+)`: value of type `None`/

function isOptionalField(key: string, type: string, stubs: string): boolean {
  const start = new RegExp(String.raw`^(?:class ${escaped(type)}\b|${escaped(type)} = )`, 'm').exec(
    stubs,
  )
  if (start === null) return false
  const rest = stubs.slice(start.index)
  const end = /\n(?=[^\s}])/.exec(rest)?.index ?? rest.length
  const field = new RegExp(String.raw`^ {4}'?${escaped(key)}'?: NotRequired\[`, 'm')
  return field.test(rest.slice(0, end))
}

/** Whether a dict's only problems are fields that may be `None`. */
function isOnlyAboutFields(finding: Diagnostic, expected: string, declared: Declared): boolean {
  const fields = declared.findings.filter(
    (other) =>
      other !== finding &&
      other.line >= finding.line &&
      other.endLine <= finding.endLine &&
      other.message.startsWith('Invalid argument to key'),
  )
  return (
    fields.some(({ message }) => message.includes(`on TypedDict \`${expected}\``)) &&
    fields.every((field) => KEY_OF_NONE.test(field.message) && isNoneForOptional(field, declared))
  )
}

/** Whether the marked argument is for a parameter with a default. */
function isOptionalParameter(name: string, finding: Diagnostic, declared: Declared): boolean {
  const { program, stubs } = declared
  const keyword = /^([\p{ID_Start}_][\p{ID_Continue}]*)\s*=(?!=)/u.exec(
    program.marked(finding),
  )?.[1]
  const index = keyword === undefined ? positionIn(program.before(finding)) : undefined
  const head = new RegExp(String.raw`^\s*(?:async )?def ${escaped(name)}\((.*)\) ->`, 'gm')
  return [...stubs.matchAll(head)].some(([, text]) => {
    const parameters = splitParameters(text!)
    if (index !== undefined) return hasDefault(parameters[index] ?? '')
    if (keyword === undefined) return parameters.some(hasDefault)
    return parameters.some((one) => one.startsWith(`${keyword}:`) && hasDefault(one))
  })
}

const hasDefault = (parameter: string): boolean => / = /.test(parameter)

/**
 * Index of the positional argument that begins after a text; `undefined` when the call began on another line.
 */
function positionIn(before: string): number | undefined {
  let depth = 0
  let commas = 0
  for (let at = before.length - 1; at >= 0; at--) {
    const character = before[at]!
    if (')]}'.includes(character)) depth++
    else if (depth > 0 && '([{'.includes(character)) depth--
    else if (character === '(') return commas
    else if (depth === 0 && character === ',') commas++
  }
  return undefined
}

/** Splits parameters at commas, except for those in types and defaults. */
function splitParameters(text: string): string[] {
  const parts = ['']
  let depth = 0
  let quote = ''
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if ('[('.includes(character)) depth++
    else if ('])'.includes(character)) depth--
    if (character === ',' && depth === 0 && quote === '') parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '*' && part !== '')
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
