import { MontyUsageError } from '../errors.js'
import type { DiagnosticFormat } from '../errors.js'

/**
 * Filters a rendered list of all findings for the reported ones, and removes remarks about the environment.
 */
export function onlyReported(
  rendered: string,
  format: DiagnosticFormat,
  isReported: readonly boolean[],
): string {
  if (format === 'full') return fullText(rendered, isReported)
  if (isReported.every(Boolean)) return rendered
  const keep = <T>(items: readonly T[]): T[] => items.filter((_, index) => isReported[index])
  switch (format) {
    case 'json':
    case 'gitlab':
      return JSON.stringify(keep(JSON.parse(rendered) as unknown[]), null, 2)
    case 'rdjson': {
      const report = JSON.parse(rendered) as { diagnostics: unknown[] }
      return JSON.stringify({ ...report, diagnostics: keep(report.diagnostics) }, null, 2)
    }
    default:
      return keep(rendered.split(/(?<=\n)/)).join('')
  }
}

function fullText(rendered: string, isReported: readonly boolean[]): string {
  const findings = rendered.split(FULL_START)
  const kept = findings.filter((_, index) => isReported[index] !== false)
  return kept.join('').replaceAll(ENVIRONMENT, '')
}

/**
 * Each finding begins with its severity and its rule, in color or not; further remarks on it have no rule.
 */
const FULL_START =
  // oxlint-disable-next-line no-control-regex
  /^(?=(?:\u001B\[[0-9;]*m)*(?:(?:error|warning|fatal)(?:\[|:|\u001B\[[0-9;]*m\[)|info(?:\[|\u001B\[[0-9;]*m\[)))/m

/**
 * Remarks on where the checker looked for a module, and on how to set up a Python installation: there is
 * none.
 */
const ENVIRONMENT =
  // oxlint-disable-next-line no-control-regex
  /^(?:\u001B\[[0-9;]*m)*info(?:\u001B\[[0-9;]*m|:| )+(?:Searched in the following paths|\d+\. (?:\/host|vendored:)|make sure your Python environment).*\n?/gm

/** A format of rendered findings, in color or not. */
export interface Rendering {
  readonly format: DiagnosticFormat
  readonly color: boolean
}

const FORMATS: readonly DiagnosticFormat[] = [
  'json',
  'full',
  'concise',
  'azure',
  'jsonlines',
  'rdjson',
  'pylint',
  'gitlab',
  'github',
]

/**
 * All renderings; `json` comes first, as it is parsed here. Errors are displayed synchronously, and a second
 * check may take long, so one check produces all renderings.
 */
export const RENDERINGS: readonly Rendering[] = [
  ...FORMATS.map((format) => ({ format, color: false })),
  // The other formats are for tools, and have no colors.
  { format: 'full', color: true },
  { format: 'concise', color: true },
]

/**
 * Selects the text of a rendering from the texts of all `RENDERINGS`.
 *
 * @throws MontyUsageError when there is no such format
 */
export function renderingOf(
  texts: readonly string[],
  format: DiagnosticFormat,
  color: boolean,
): string {
  const isIt = (one: Rendering): boolean => one.format === format
  const plain = RENDERINGS.findIndex(isIt)
  if (plain === -1) {
    throw new MontyUsageError(
      `there is no format ${format}: it must be one of ${FORMATS.join(', ')}`,
    )
  }
  const colored = RENDERINGS.findLastIndex(isIt)
  return texts[color ? colored : plain] ?? ''
}
