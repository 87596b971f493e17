import { MontyUsageError } from '../errors.js'
import type { DiagnosticFormat } from '../errors.js'

/** Takes the findings that are not reported out of a rendered list of all of them. */
export function onlyReported(
  rendered: string,
  format: DiagnosticFormat,
  isReported: readonly boolean[],
): string {
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
    case 'full':
      return keep(rendered.split(FULL_START)).join('')
    default:
      return keep(rendered.split(/(?<=\n)/)).join('')
  }
}

/** Each finding begins with its severity and its rule, in color or not. */
const FULL_START =
  // oxlint-disable-next-line no-control-regex
  /^(?=(?:\u001B\[[0-9;]*m)*(?:error|warning|info|fatal)(?:\[|:|\u001B\[[0-9;]*m\[))/m

/** A way to render findings. */
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
 * All of them, the one that is read here first. An error is shown when nobody can wait, and checking
 * once more may take long, so all that it may have to show is made by the one check.
 */
export const RENDERINGS: readonly Rendering[] = [
  ...FORMATS.map((format) => ({ format, color: false })),
  // The others are for tools, and have no colors.
  { format: 'full', color: true },
  { format: 'concise', color: true },
]

/**
 * The text of a rendering, of all of them in their order.
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
