import type { Diagnostic, MontyError } from '../core/errors.js'
import { isHighSurrogate } from '../core/text.js'
import { MAX_LINE, MAX_SOURCE } from '../core/scan-limits.js'
import type { HintContext } from './subjects.js'

// Programs and messages are untrusted, and are searched on the host's thread: a program of nothing
// but `(`, or a message of megabytes, must not block it. The search is limited to sizes that people
// and models write, and all input of hints passes through this file.
const MAX_MESSAGE = 2_000
const MAX_FINDINGS = 20

/** The beginning of a text, which does not split a surrogate pair. */
function beginning(text: string, most: number): string {
  if (text.length <= most) return text
  return text.slice(0, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most)
}

/** The searched part of a program: its first lines, and the beginning of each. */
export function boundedSource(code: string): string {
  if (code.length <= MAX_LINE) return code
  const lines = beginning(code, MAX_SOURCE).split('\n')
  return lines.map((line) => beginning(line, MAX_LINE)).join('\n')
}

/** The searched part of a message. */
const boundedMessage = (message: string): string => beginning(message, MAX_MESSAGE)

/** Whether a line may be cut by {@link boundedSource}. */
export const isCutLine = (line: string): boolean => line.length >= MAX_LINE - 1

/** The searched part of an exception. */
export function boundedException({ exception }: MontyError): { typeName: string; message: string } {
  return {
    typeName: boundedMessage(exception.typeName),
    message: boundedMessage(exception.message),
  }
}

/**
 * The searched part of the line of source that an error is about; empty when the line is unknown.
 */
export const lineOf = (error: MontyError): string =>
  beginning(error.traceback().at(-1)?.sourceLine ?? '', MAX_LINE)

/** A finding with the searched part of its message. */
export const boundedFinding = (finding: Diagnostic): Diagnostic => ({
  ...finding,
  message: boundedMessage(finding.message),
})

/** The findings that are searched. */
export const boundedFindings = (findings: readonly Diagnostic[]): Diagnostic[] =>
  findings.slice(0, MAX_FINDINGS).map(boundedFinding)

/** A context with the searched part of the program; declarations are cached. */
export function boundedContext(context: HintContext): HintContext {
  const declared = new Map<string, string | undefined>()
  return {
    ...context,
    // The code may be no text; it has been refused as such.
    code: typeof context.code === 'string' ? boundedSource(context.code) : '',
    declare(names) {
      const key = names.join('\n')
      if (!declared.has(key)) declared.set(key, context.declare(names))
      return declared.get(key)
    },
  }
}
