/** A text being edited, with its cursor. */
export interface Draft {
  readonly text: string
  /** An index of the text. */
  readonly cursor: number
}

export const EMPTY: Draft = { text: '', cursor: 0 }

export const draftOf = (text: string): Draft => ({ text, cursor: text.length })

/** Inserts a text at the cursor. */
export const insert = ({ text, cursor }: Draft, added: string): Draft => ({
  text: text.slice(0, cursor) + added + text.slice(cursor),
  cursor: cursor + added.length,
})

/** Removes the text between the cursor and another index. */
export function removeTo({ text, cursor }: Draft, to: number): Draft {
  const [from, end] = [Math.min(cursor, to), Math.max(cursor, to)]
  return { text: text.slice(0, from) + text.slice(end), cursor: from }
}

export const moveTo = ({ text }: Draft, cursor: number): Draft => ({
  text,
  cursor: Math.max(0, Math.min(text.length, cursor)),
})

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The index one grapheme to the left. */
export function left({ text, cursor }: Draft): number {
  const line = text.slice(0, cursor)
  const last = [...segmenter.segment(line.slice(-32))].at(-1)
  return cursor - (last?.segment.length ?? 0)
}

/** The index one grapheme to the right. */
export function right({ text, cursor }: Draft): number {
  const [first] = segmenter.segment(text.slice(cursor, cursor + 32))
  return cursor + (first?.segment.length ?? 0)
}

/** The start of the word before the cursor. */
export const wordLeft = ({ text, cursor }: Draft): number =>
  text.slice(0, cursor).search(/[\p{ID_Continue}]*[^\p{ID_Continue}]*$/u)

/** The end of the word behind the cursor. */
export const wordRight = ({ text, cursor }: Draft): number =>
  cursor + /^[^\p{ID_Continue}]*[\p{ID_Continue}]*/u.exec(text.slice(cursor))![0].length

export const lineStart = ({ text, cursor }: Draft): number => text.lastIndexOf('\n', cursor - 1) + 1

export function lineEnd({ text, cursor }: Draft): number {
  const at = text.indexOf('\n', cursor)
  return at < 0 ? text.length : at
}

/** Moves one line up or down in the same column; `undefined` without such a line. */
export function vertical(draft: Draft, step: -1 | 1): Draft | undefined {
  const { text } = draft
  const start = lineStart(draft)
  const column = draft.cursor - start
  if (step < 0) {
    if (start === 0) return undefined
    const above = lineStart({ text, cursor: start - 1 })
    return { text, cursor: Math.min(above + column, start - 1) }
  }
  const end = lineEnd(draft)
  if (end === text.length) return undefined
  return { text, cursor: Math.min(end + 1 + column, lineEnd({ text, cursor: end + 1 })) }
}

/**
 * Deletes up to four blanks of indentation if only blanks precede the cursor; else one character.
 */
export function backspace(draft: Draft): Draft {
  const before = draft.text.slice(lineStart(draft), draft.cursor)
  const isIndent = before !== '' && before.trim() === ''
  return removeTo(draft, isIndent ? draft.cursor - ((before.length - 1) % 4) - 1 : left(draft))
}
