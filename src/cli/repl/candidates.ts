import stringWidth from 'string-width'

/** Completions at the cursor. */
export interface Completion {
  /** Index in the text at which the completed word begins. */
  readonly from: number
  readonly candidates: readonly string[]
}

/** The common prefix of all texts. */
export function commonPrefix(texts: readonly string[]): string {
  let [prefix = ''] = texts
  for (const text of texts) {
    while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1)
  }
  return prefix
}

const MAX_SHOWN = 200

/** Arranges texts in columns, up to a maximum. */
export function inColumns(texts: readonly string[], columns: number): string {
  const shown = texts.slice(0, MAX_SHOWN)
  const width = Math.max(...shown.map((text) => stringWidth(text))) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) =>
    shown
      .slice(row * perRow, (row + 1) * perRow)
      .map((text) => text + ' '.repeat(width - stringWidth(text)))
      .join('')
      .trimEnd(),
  )
  if (texts.length > MAX_SHOWN) rows.push(`… and ${texts.length - MAX_SHOWN} more`)
  return rows.join('\n')
}
