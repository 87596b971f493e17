import type { DiagnosticFormat } from '../../index.js'

/** The findings of several programs in one format as one text, which is as valid as each was. */
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

/** As the checker begins its own. */
const EMPTY_REPORT = { source: { name: 'ty', url: 'https://github.com/astral-sh/ty' } }
