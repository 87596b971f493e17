import type { DiagnosticFormat } from '../errors.js'

/** Takes the findings that are not reported out of a rendered list of all of them. */
export function onlyReported(
  rendered: string,
  format: DiagnosticFormat,
  isReported: readonly boolean[],
): string {
  if (isReported.every(Boolean)) return rendered
  const keep = <T>(items: readonly T[]): T[] =>
    items.filter((_, index) => isReported[index] ?? true)
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
