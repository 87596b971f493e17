import type { Language } from '../core/engine/source.js'
import {
  MontyAbortError,
  MontyCrashedError,
  type MontyError,
  MontyLimitError,
  MontyQuotaError,
  MontyRuntimeError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
} from '../core/errors.js'
import { isAbsence, isAbsentName, isBarred, missingIn } from './absence.js'
import { boundedFinding, lineOf, boundedException } from './bounded.js'
const ABSENT_TYPES: ReadonlySet<string> = new Set([
  'NotImplementedError',
  'ModuleNotFoundError',
  'ImportError',
])

/** Classifies the error of a program. */
export function failureStatus(
  error: MontyError,
  code: string,
  language: Language = 'python',
): FailureStatus {
  if (error instanceof MontySyntaxError) {
    const { typeName, message } = boundedException(error)
    return ABSENT_TYPES.has(typeName) || isBarred(message) ? 'unsupported' : 'syntax'
  }
  if (error instanceof MontyTypingError) {
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error')
    if (errors.some((finding) => finding.code === 'invalid-syntax')) return 'syntax'
    const isUnsupported =
      errors.every((finding) => isAbsence(boundedFinding(finding), language)) ||
      missingIn(code, language).length > 0
    return isUnsupported ? 'unsupported' : 'type'
  }
  if (error instanceof MontyLimitError) return 'limit'
  if (error instanceof MontyTimeoutError) return 'timeout'
  if (error instanceof MontyAbortError) return 'cancelled'
  if (error instanceof MontyCrashedError) return 'crashed'
  if (error instanceof MontyQuotaError) return 'quota'
  if (error instanceof MontyRuntimeError)
    return isRefusal(error, language) ? 'unsupported' : 'error'
  return 'error'
}

/**
 * Whether the interpreter raised the error for a feature that it lacks; false for errors of the
 * program or a tool.
 */
export function isRefusal(error: MontyError, language: Language): boolean {
  const { typeName, message } = boundedException(error)
  if (error.cause !== undefined) return false
  if (!ABSENT_TYPES.has(typeName) && !isAbsentName(typeName, message, language)) return false
  return !/^\s*raise\b/.test(lineOf(error))
}

/** The reason why a run has no value. */
export type FailureStatus =
  | 'syntax'
  | 'unsupported'
  | 'type'
  | 'error'
  | 'limit'
  | 'timeout'
  | 'cancelled'
  | 'quota'
  | 'crashed'
