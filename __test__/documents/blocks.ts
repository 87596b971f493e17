import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A program of a document: a `ts` block, and those marked as continuing it. */
export interface DocumentProgram {
  readonly document: string
  /** Where its first line of code is. */
  readonly line: number
  readonly heading: string
  readonly code: string
}

/** The documents whose code is run: the README and the guide. */
export function documents(): string[] {
  const guide = join(root, 'docs/guide')
  const pages = readdirSync(guide).filter((file) => file.endsWith('.md'))
  return ['README.md', ...pages.map((file) => relative(root, join(guide, file)))]
}

/** The text of a document. */
export function readDocument(document: string): string {
  return readFileSync(join(root, document), 'utf8')
}

const FENCE = /^(\s*)```(\S*)\s*(.*)$/

/**
 * The programs of a document. `continues` after `ts` on the opening line is for a block that goes on
 * where the one before ended.
 */
export function programsOf(document: string): DocumentProgram[] {
  const programs: DocumentProgram[] = []
  let heading = document
  let open: { language: string; note: string; line: number; code: string[] } | undefined
  readDocument(document)
    .split('\n')
    .forEach((text, index) => {
      const [isFence, , language = '', note = ''] = FENCE.exec(text) ?? []
      if (open === undefined) {
        if (isFence) open = { language, note, line: index + 2, code: [] }
        else if (text.startsWith('#')) heading = text.replace(/^#+\s*/, '')
      } else if (!isFence) {
        open.code.push(text)
      } else {
        if (open.language === 'ts') add(programs, { ...open, document, heading })
        open = undefined
      }
    })
  if (open !== undefined) throw new Error(`${document}:${open.line - 1}: the block never ends`)
  return programs
}

interface Block {
  readonly document: string
  readonly heading: string
  readonly note: string
  readonly line: number
  readonly code: string[]
}

function add(programs: DocumentProgram[], { document, heading, note, line, code }: Block): void {
  const text = `${code.join('\n')}\n`
  if (note === 'continues') {
    const before = programs.pop()
    if (before === undefined) throw new Error(`${document}:${line}: there is nothing to continue`)
    // Blank lines keep the numbers of lines as they are in the document.
    const gap = '\n'.repeat(line - before.line - before.code.split('\n').length + 1)
    programs.push({ ...before, code: before.code + gap + text })
    return
  }
  if (note !== '') throw new Error(`${document}:${line}: ${note} is not 'continues'`)
  programs.push({ document, line, heading, code: text })
}
