import type { Language } from '../core/engine/source.js'
import type { Diagnostic } from '../core/errors.js'
import { boundedSource } from './bounded.js'
import { EXCEPTION_SUBSTITUTES } from './exceptions.js'
import { lookUp } from './lookup.js'
import { capabilities, type Missing } from './capabilities.js'

/** Names in quotes or backticks in a message. */
export function quoted(message: string): string[] {
  return [...message.matchAll(/['`"]([^'`"]+)['`"]/g)].map((match) => match[1]!)
}

/** Whether a finding reports a missing part of Python, rather than a mistake in the program. */
export function isAbsence({ code, message }: Diagnostic, language: Language): boolean {
  const [first = ''] = quoted(message)
  switch (code) {
    case 'unresolved-import':
      return true
    case 'unresolved-attribute':
      return message.startsWith('Module') && capabilities(language).modules.includes(first)
    case 'unresolved-reference':
      return isAbsentBuiltin(first, language)
    default:
      return false
  }
}

const isAbsentBuiltin = (name: string, language: Language): boolean =>
  capabilities(language).missingBuiltins.includes(name) ||
  lookUp(EXCEPTION_SUBSTITUTES, name) !== undefined

/** Missing features that a program seems to use. */
export function missingIn(code: string, language: Language): Missing[] {
  const source = boundedSource(code)
  return capabilities(language).missing.filter(
    ({ feature }) => feature.looksLike?.test(source) === true,
  )
}

/** Whether an exception is about a missing built-in or a missing part of a module. */
export function isAbsentName(typeName: string, message: string, language: Language): boolean {
  const { modules } = capabilities(language)
  const [first = ''] = quoted(message)
  if (typeName === 'NameError') return isAbsentBuiltin(first, language)
  if (message.startsWith('Internal error in monty: exceptions can only')) return true
  const isOfModule = typeName === 'AttributeError' && message.startsWith('module ')
  return isOfModule && modules.includes(first)
}

/** Whether the compiler refused the program for safety. */
export function isBarred(message: string): boolean {
  return /^'(eval|exec)' is not available/.test(message)
}
