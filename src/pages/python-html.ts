import { type Html, html } from './html.js'
import { lex } from './python-lexer.js'

/** A source as HTML, line by line, its pieces marked by their kinds. */
export function sourceHtml(source: string): Html[] {
  const lines: Html[][] = [[]]
  for (const { kind, text } of lex(source).tokens) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (part === '') continue
      const isPlain = kind === 'name' || kind === 'operator' || kind === 'space'
      lines.at(-1)!.push(isPlain ? html`${part}` : html`<span class="py-${kind}">${part}</span>`)
    }
  }
  return lines.map((parts) => html`${parts}`)
}
