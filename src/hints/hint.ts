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
import { boundedFindings, boundedContext, lineOf, boundedException } from './bounded.js'
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
  type HintContext,
  withModules,
} from './subjects.js'

export type { HintContext }

/** Advice for a model about a failure; `undefined` when the error suffices. */
export function hintFor(error: MontyError, given: HintContext): string | undefined {
  const context = boundedContext(given)
  if (error instanceof MontyTypingError) {
    return hintForFindings(boundedFindings(error.diagnostics), context)
  }
  if (error instanceof MontyLimitError) return LIMIT_HINTS[error.limit]
  if (error instanceof MontyTimeoutError) {
    return 'The run took too long, waiting included. Make independent calls together with asyncio.gather, and do less per run.'
  }
  return error instanceof MontySyntaxError
    ? hintForSource(error, context)
    : hintForException(error, context)
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

/** The compiler reports one error only: further missing features are added. */
function hintForSource(error: MontySyntaxError, context: HintContext): string | undefined {
  const { typeName, message } = boundedException(error)
  if (typeName === 'SyntaxError') {
    return (
      keywordHint(context) ??
      messageHint(typeName, message, lineOf(error)) ??
      messageHint(typeName, message, context.code)
    )
  }
  const known = knownMissing(typeName, message, context)
  const hint = known?.feature.instead ?? messageHint(typeName, message, context.code)
  const hints = [hint ?? unknownMissing(context), ...othersIn(context, known?.feature)]
  return hints.filter((one) => one !== undefined).join('\n\n') || undefined
}

function hintForException(error: MontyError, context: HintContext): string | undefined {
  const { typeName, message } = boundedException(error)
  // Errors of tools get no hints by message.
  const isOwn = error.cause === undefined && error instanceof MontyRuntimeError
  const line = lineOf(error)
  const isRaised = /^\s*(raise|assert)\b/.test(line)
  const byMessage = isOwn && !isRaised ? messageHint(typeName, message, line) : undefined
  switch (typeName) {
    case 'NotImplementedError':
      if (!isRefusal(error, context.language)) return undefined
      return (
        knownMissing(typeName, message, context)?.feature.instead ??
        byMessage ??
        unknownMissing(context)
      )
    case 'ModuleNotFoundError':
    case 'ImportError':
      return isRefusal(error, context.language)
        ? (byMessage ?? hintForImport(message, context))
        : undefined
    case 'NameError':
      return byMessage ?? nameHint(quoted(message)[0], context)
    case 'AttributeError':
      return isOwn
        ? (hintForMethod(message, line) ?? byMessage ?? hintForAttribute(message))
        : undefined
    case 'TypeError':
      return isOwn || context.declare(namedIn(message)) !== undefined
        ? (joined(conversionHint(message), declarationHint(namedIn(message), context)) ?? byMessage)
        : undefined
    case 'KeyError':
      return (
        byMessage ?? (isOwn && !isRaised ? missingFieldHint(message, line, context) : undefined)
      )
    default:
      return placed(knownMissing(typeName, message, context)?.feature, error, context) ?? byMessage
  }
}

const knownMissing = (
  typeName: string,
  message: string,
  { language }: HintContext,
): ReturnType<typeof capabilities>['missing'][number] | undefined =>
  capabilities(language).missing.find(
    ({ error }) => error.typeName === typeName && error.message === message,
  )

/** For `language: 'python'` the refusal itself names the substitute. */
function unknownMissing({ language }: HintContext): string | undefined {
  if (language === 'python') return undefined
  const names = capabilities(language).missing.map(({ feature }) => feature.name)
  return `This interpreter does not have that. Rewrite the program without it; it also lacks: ${names.join('; ')}.`
}

function hintForImport(message: string, context: HintContext): string {
  const names = quoted(message)
  // "cannot import name 'x' from 'module'"
  if (message.startsWith('cannot import') && names.length >= 2) {
    return memberHint(names[1]!, names[0]!)
  }
  const main = moduleHint(names[0] ?? '', context)
  const others = othersIn(context, undefined).filter((other) => !isSameModule(other, main))
  return withModules([main, ...others], context)
}

/**
 * Whether two hints are about the same module: `concurrent` is missing, and the program imports a
 * part of it.
 */
const isSameModule = (other: string, main: string): boolean =>
  other.split('. ').slice(1).join() === main.split('. ').slice(1).join()

/** The substitute for a feature, with its line where the error has none. */
function placed(
  feature: Feature | undefined,
  error: MontyError,
  { code }: HintContext,
): string | undefined {
  const { spelled } = feature ?? {}
  if (spelled === undefined || error.traceback().length > 0) return feature?.instead
  const lines = code.split('\n')
  const index = lines.findIndex((line) => spelled.test(line))
  return index === -1
    ? feature?.instead
    : `Line ${index + 1}: ${lines[index]!.trim()}\n${feature?.instead}`
}

/**
 * Hint for "'dict' object has no attribute 'get'", when the method exists but can only be called.
 */
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

/** The function that a message is about, as in "search() got an unexpected …". */
function namedIn(message: string): string[] {
  const name = /^([\p{ID_Continue}.]+)\(\)/u.exec(message)?.[1]
  return name === undefined ? [] : [name]
}

const MAX_HINTS = 5

function hintForFindings(
  findings: readonly Diagnostic[],
  context: HintContext,
): string | undefined {
  const missing = missingIn(context.code, context.language).map(
    ({ feature }) => `There are no ${feature.name}. ${feature.instead}`,
  )
  const hints = findings.map((finding) => hintForFinding(finding, context))
  const isIncomplete = findings.some(({ code }) => code === 'unresolved-import')
  const others = isIncomplete ? othersIn(context, undefined) : []
  const found = hints.filter((hint) => hint !== undefined)
  const distinct = [...new Set([...missing, ...found, ...others])]
  if (distinct.length === 0) return undefined
  const shown = distinct.slice(0, MAX_HINTS)
  return isIncomplete ? withModules(shown, context) : shown.join('\n\n')
}

function hintForFinding(finding: Diagnostic, context: HintContext): string | undefined {
  const { code, message } = finding
  if (message.includes('`CoroutineType[')) return awaitHint(finding, context.code)
  const names = quoted(message)
  const [first = '', second] = names
  switch (code) {
    case 'unresolved-import':
      return second === undefined ? moduleHint(first, context) : memberHint(first, second)
    case 'unresolved-reference':
      return messageHint('NameError', message, '') ?? nameHint(first, context)
    case 'unresolved-attribute':
    case 'possibly-missing-attribute':
      if (message.startsWith('Module')) return memberHint(first, second ?? '')
      return (
        fieldsHint(message, context) ??
        attributeHint(message) ??
        messageHint('AttributeError', message, '')
      )
    case 'invalid-key':
      return fieldsHint(message, context)
    default:
      return (
        joined(conversionHint(message), declarationHint(names, context)) ??
        messageHint('TypeError', message, '')
      )
  }
}
