import type { Diagnostic } from '../core/errors.js'
import { isCutLine } from './bounded.js'
import { NOT_AWAITED } from './advice.js'

/** Shows the place of a missing `await`: the finding is about the use of the coroutine. */
export function awaitHint(finding: Diagnostic, code: string): string {
  const fixed = withCallAwaited(finding, code) ?? withValueAwaited(finding, code)
  if (fixed === undefined) return NOT_AWAITED
  return `${NOT_AWAITED} Line ${fixed.line} must be: ${fixed.text.trim()}`
}

interface Fixed {
  readonly line: number
  readonly text: string
}

/** Adds `await` to a call that the finding marks. */
function withCallAwaited(finding: Diagnostic, code: string): Fixed | undefined {
  const { line, column, endColumn } = finding
  const text = code.split('\n')[line - 1] ?? ''
  if (isCutLine(text)) return undefined
  const characters = Array.from(text)
  const marked = characters.slice(column - 1, endColumn - 1).join('')
  if (finding.endLine !== line || !/^[\w.]+\([^()]*\)$/.test(marked)) return undefined
  const [before, after] = [characters.slice(0, column - 1), characters.slice(endColumn - 1)]
  return { line, text: `${before.join('')}await ${marked}${after.join('')}` }
}

/** Adds `await` to the call whose result was assigned to the name that the finding marks. */
function withValueAwaited({ line, column }: Diagnostic, code: string): Fixed | undefined {
  const lines = code.split('\n').slice(0, line)
  const [, name] = /^(\w+)\b(?!\()/.exec(lines.at(-1)?.slice(column - 1) ?? '') ?? []
  if (name === undefined) return undefined
  const given = new RegExp(String.raw`(\b${name}\s*(?::[^=:]+)?:?=\s*)([\w.]+\()`)
  const index = lines.findLastIndex((text) => given.test(text))
  if (index === -1 || isCutLine(lines[index]!)) return undefined
  return { line: index + 1, text: lines[index]!.replace(given, '$1await $2') }
}
