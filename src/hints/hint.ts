import {
  type Diagnostic,
  type LimitName,
  type MontyError,
  MontyLimitError,
  MontyRuntimeError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
} from '../core/errors.js'
import { isRefusal } from './failure.js'
import { missingIn, quoted } from './absence.js'
import { awaitHint } from './awaiting.js'
import { boundedFindings, boundedSurroundings, lineOf, saidBy } from './bounded.js'
import { conversionHint } from './conversions.js'
import type { Feature } from './features.js'
import { attributeHint, fieldsHint, missingFieldHint } from './fields.js'
import { keywordHint } from './keywords.js'
import { attributeSubstitute } from './members.js'
import { messageHint } from './messages.js'
import { methodHint } from './methods.js'
import { capabilities } from './capabilities.js'
import {
  declarationHint,
  memberHint,
  moduleHint,
  nameHint,
  othersIn,
  type Surroundings,
  withModules,
} from './subjects.js'

export type { Surroundings }

/** What a model can do about a failure; `undefined` when the error says it all. */
export function hintFor(error: MontyError, surroundings: Surroundings): string | undefined {
  const around = boundedSurroundings(surroundings)
  if (error instanceof MontyTypingError) {
    return hintForFindings(boundedFindings(error.diagnostics), around)
  }
  if (error instanceof MontyLimitError) return LIMIT_HINTS[error.limit]
  if (error instanceof MontyTimeoutError) {
    return 'The run took too long, waiting included. Make independent calls together with asyncio.gather, and do less per run.'
  }
  return error instanceof MontySyntaxError
    ? hintForSource(error, around)
    : hintForException(error, around)
}

const LIMIT_HINTS: Readonly<Record<LimitName, string>> = {
  memory: 'Hold less at once: process data in parts and keep only what the result needs.',
  duration:
    'The program computed for too long. Look for a loop that does not end, or do less work.',
  hostCalls:
    'Make fewer calls: use tools that return many items at once, and do not poll in a loop.',
  environmentCalls:
    'Read and write files in fewer, larger pieces: collect the lines and write them at once.',
  result: 'Return less: select the fields and rows that are needed, or aggregate them.',
  sleep: 'Sleep less. There is no need to wait for the tools: await does that.',
}

/** The compiler tells of one thing only: what else there is not is said as well. */
function hintForSource(error: MontySyntaxError, around: Surroundings): string | undefined {
  const { typeName, message } = saidBy(error)
  if (typeName === 'SyntaxError') {
    return (
      keywordHint(around) ??
      messageHint(typeName, message, lineOf(error)) ??
      messageHint(typeName, message, around.code)
    )
  }
  const known = knownMissing(typeName, message, around)
  const hint = known?.feature.instead ?? messageHint(typeName, message, around.code)
  const hints = [hint ?? unknownMissing(around), ...othersIn(around, known?.feature)]
  return hints.filter((one) => one !== undefined).join('\n\n') || undefined
}

function hintForException(error: MontyError, around: Surroundings): string | undefined {
  const { typeName, message } = saidBy(error)
  // What a tool throws speaks for itself.
  const isOwn = error.cause === undefined && error instanceof MontyRuntimeError
  const line = lineOf(error)
  const isRaised = /^\s*(raise|assert)\b/.test(line)
  const said = isOwn && !isRaised ? messageHint(typeName, message, line) : undefined
  switch (typeName) {
    case 'NotImplementedError':
      if (!isRefusal(error, around.language)) return undefined
      return (
        knownMissing(typeName, message, around)?.feature.instead ?? said ?? unknownMissing(around)
      )
    case 'ModuleNotFoundError':
    case 'ImportError':
      return isRefusal(error, around.language)
        ? (said ?? hintForImport(message, around))
        : undefined
    case 'NameError':
      return said ?? nameHint(quoted(message)[0], around)
    case 'AttributeError':
      return isOwn ? (hintForMethod(message, line) ?? said ?? hintForAttribute(message)) : undefined
    case 'TypeError':
      return isOwn || around.declare(namedIn(message)) !== undefined
        ? (joined(conversionHint(message), declarationHint(namedIn(message), around)) ?? said)
        : undefined
    case 'KeyError':
      return said ?? (isOwn && !isRaised ? missingFieldHint(message, line, around) : undefined)
    default:
      return placed(knownMissing(typeName, message, around)?.feature, error, around) ?? said
  }
}

const knownMissing = (
  typeName: string,
  message: string,
  { language }: Surroundings,
): ReturnType<typeof capabilities>['missing'][number] | undefined =>
  capabilities(language).missing.find(
    ({ says }) => says.typeName === typeName && says.message === message,
  )

/** What is refused as Python says itself what to write instead. */
function unknownMissing({ language }: Surroundings): string | undefined {
  if (language === 'python') return undefined
  const names = capabilities(language).missing.map(({ feature }) => feature.name)
  return `This interpreter does not have that. Rewrite the program without it; it also lacks: ${names.join('; ')}.`
}

function hintForImport(message: string, around: Surroundings): string {
  const names = quoted(message)
  // "cannot import name 'x' from 'module'"
  if (message.startsWith('cannot import') && names.length >= 2) {
    return memberHint(names[1]!, names[0]!)
  }
  const told = moduleHint(names[0] ?? '', around)
  const others = othersIn(around, undefined).filter((other) => !isSameModule(other, told))
  return withModules([told, ...others], around)
}

/** `concurrent` is missing, of which the program imports a part. */
const isSameModule = (other: string, told: string): boolean =>
  other.split('. ').slice(1).join() === told.split('. ').slice(1).join()

/** What to write instead of a feature, with its line where the error does not tell it. */
function placed(
  feature: Feature | undefined,
  error: MontyError,
  { code }: Surroundings,
): string | undefined {
  const { spelled } = feature ?? {}
  if (spelled === undefined || error.traceback().length > 0) return feature?.instead
  const lines = code.split('\n')
  const index = lines.findIndex((line) => spelled.test(line))
  return index === -1
    ? feature?.instead
    : `Line ${index + 1}: ${lines[index]!.trim()}\n${feature?.instead}`
}

/** "'dict' object has no attribute 'get'" of a method that there is, when it is called. */
function hintForMethod(message: string, line: string): string | undefined {
  const [owner, method] = quoted(message)
  if (owner === undefined || method === undefined) return undefined
  return methodHint(owner, method, line) ?? attributeSubstitute(owner, method)
}

function hintForAttribute(message: string): string | undefined {
  const [owner, attribute] = quoted(message)
  if (owner === undefined || attribute === undefined) return undefined
  if (message.startsWith('module ')) return memberHint(owner, attribute)
  return (
    attributeSubstitute(owner, attribute) ??
    `Values of type ${owner} have no ${attribute} here. Use other methods, or a function of your own.`
  )
}

const joined = (...hints: ReadonlyArray<string | undefined>): string | undefined =>
  hints.filter((hint) => hint !== undefined).join('\n') || undefined

/** "search() got an unexpected …": the function that was called. */
function namedIn(message: string): string[] {
  const name = /^([\p{ID_Continue}.]+)\(\)/u.exec(message)?.[1]
  return name === undefined ? [] : [name]
}

const MAX_HINTS = 5

function hintForFindings(
  findings: readonly Diagnostic[],
  around: Surroundings,
): string | undefined {
  const missing = missingIn(around.code, around.language).map(
    ({ feature }) => `There are no ${feature.name}. ${feature.instead}`,
  )
  const hints = findings.map((finding) => hintForFinding(finding, around))
  const isIncomplete = findings.some(({ code }) => code === 'unresolved-import')
  const others = isIncomplete ? othersIn(around, undefined) : []
  const found = hints.filter((hint) => hint !== undefined)
  const distinct = [...new Set([...missing, ...found, ...others])]
  if (distinct.length === 0) return undefined
  const shown = distinct.slice(0, MAX_HINTS)
  return isIncomplete ? withModules(shown, around) : shown.join('\n\n')
}

function hintForFinding(finding: Diagnostic, around: Surroundings): string | undefined {
  const { code, message } = finding
  if (message.includes('`CoroutineType[')) return awaitHint(finding, around.code)
  const names = quoted(message)
  const [first = '', second] = names
  switch (code) {
    case 'unresolved-import':
      return second === undefined ? moduleHint(first, around) : memberHint(first, second)
    case 'unresolved-reference':
      return messageHint('NameError', message, '') ?? nameHint(first, around)
    case 'unresolved-attribute':
    case 'possibly-missing-attribute':
      if (message.startsWith('Module')) return memberHint(first, second ?? '')
      return (
        fieldsHint(message, around) ??
        attributeHint(message) ??
        messageHint('AttributeError', message, '')
      )
    case 'invalid-key':
      return fieldsHint(message, around)
    default:
      return (
        joined(conversionHint(message), declarationHint(names, around)) ??
        messageHint('TypeError', message, '')
      )
  }
}
