import { type Html, html } from './html.js'
import { lex } from './python-lexer.js'

/** Renders a source as HTML, line by line, with the kinds of tokens as classes. */
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
