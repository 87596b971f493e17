import type { Diagnostic, MontyError } from '../core/errors.js'
import { isHighSurrogate } from '../core/text.js'
import { MAX_LINE, MAX_SOURCE } from '../core/scan-limits.js'
import type { Surroundings } from './subjects.js'

// What is searched for hints was written by strangers, and is searched on the thread of the host: a
// program of nothing but `(`, or a message of megabytes, must not hold it up. So no more is looked at
// than people and models write, and all that hints are made of comes by here.
const MAX_MESSAGE = 2_000
const MAX_FINDINGS = 20

/** The beginning of a text, ending between two characters. */
function beginning(text: string, most: number): string {
  if (text.length <= most) return text
  return text.slice(0, isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most)
}

/** What of a program is looked at: its first lines, and the beginning of each. */
export function boundedSource(code: string): string {
  if (code.length <= MAX_LINE) return code
  const lines = beginning(code, MAX_SOURCE).split('\n')
  return lines.map((line) => beginning(line, MAX_LINE)).join('\n')
}

/** What of a message is looked at. */
const boundedMessage = (message: string): string => beginning(message, MAX_MESSAGE)

/** Whether a line may have been longer than what is looked at of it. */
export const isCutLine = (line: string): boolean => line.length >= MAX_LINE - 1

/** What of an exception is looked at. */
export function saidBy({ exception }: MontyError): { typeName: string; message: string } {
  return {
    typeName: boundedMessage(exception.typeName),
    message: boundedMessage(exception.message),
  }
}

/** The line of source that an error is about, as far as it is looked at; empty when it is not known. */
export const lineOf = (error: MontyError): string =>
  beginning(error.traceback().at(-1)?.sourceLine ?? '', MAX_LINE)

/** A finding, as far as it is looked at. */
export const boundedFinding = (finding: Diagnostic): Diagnostic => ({
  ...finding,
  message: boundedMessage(finding.message),
})

/** The findings that are looked at. */
export const boundedFindings = (findings: readonly Diagnostic[]): Diagnostic[] =>
  findings.slice(0, MAX_FINDINGS).map(boundedFinding)

/** The same surroundings with what of the program is looked at; declarations are written once. */
export function boundedSurroundings(around: Surroundings): Surroundings {
  const declared = new Map<string, string | undefined>()
  return {
    ...around,
    // What is no text was refused as such.
    code: typeof around.code === 'string' ? boundedSource(around.code) : '',
    declare(names) {
      const key = names.join('\n')
      if (!declared.has(key)) declared.set(key, around.declare(names))
      return declared.get(key)
    },
  }
}
