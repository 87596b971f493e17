import stringWidth from 'string-width'

/** What may stand where the cursor is. */
export interface Completion {
  /** Where what is completed begins. */
  readonly from: number
  readonly candidates: readonly string[]
}

/** What all texts begin with. */
export function commonPrefix(texts: readonly string[]): string {
  let [prefix = ''] = texts
  for (const text of texts) {
    while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1)
  }
  return prefix
}

const MOST = 200

/** Texts beside each other, as many as fit. */
export function inColumns(texts: readonly string[], columns: number): string {
  const shown = texts.slice(0, MOST)
  const width = Math.max(...shown.map((text) => stringWidth(text))) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) =>
    shown
      .slice(row * perRow, (row + 1) * perRow)
      .map((text) => text + ' '.repeat(width - stringWidth(text)))
      .join('')
      .trimEnd(),
  )
  if (texts.length > MOST) rows.push(`… and ${texts.length - MOST} more`)
  return rows.join('\n')
}
