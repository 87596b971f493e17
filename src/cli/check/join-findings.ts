import type { DiagnosticFormat } from '../../index.js'

/** Joins the findings of several programs in one format to one valid text. */
export function joined(rendered: readonly string[], format: DiagnosticFormat): string {
  switch (format) {
    case 'json':
    case 'gitlab':
      return JSON.stringify(
        rendered.flatMap((text) => JSON.parse(text) as unknown[]),
        null,
        2,
      )
    case 'rdjson': {
      const reports = rendered.map((text) => JSON.parse(text) as { diagnostics: unknown[] })
      const diagnostics = reports.flatMap((report) => report.diagnostics)
      return JSON.stringify({ ...(reports[0] ?? EMPTY_REPORT), diagnostics }, null, 2)
    }
    case 'full':
    case 'concise':
    case 'azure':
    case 'jsonlines':
    case 'pylint':
    case 'github':
      return rendered.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('')
  }
}

/** The header of the checker's own report. */
const EMPTY_REPORT = { source: { name: 'ty', url: 'https://github.com/astral-sh/ty' } }
