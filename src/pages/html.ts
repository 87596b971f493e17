/** A piece of HTML, safe to put into a page. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text is escaped, nothing is left out, lists are put together. */
export type Part = Html | string | number | false | null | undefined | readonly Part[]

/** HTML with values in it. Every value is escaped, in elements and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: shortened(strings) }, ...parts.map(partText)))
}

/** An element in which every blank counts, such as a `textarea`: templates are laid out anew by formatters. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  text: string,
): Html {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return new Html(`<${name}${given.join('')}>${escaped(text)}</${name}>`)
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>()

/** A template's own text without the blanks that lines of code begin with. */
function shortened(strings: TemplateStringsArray): readonly string[] {
  let short = known.get(strings)
  if (short === undefined) {
    short = strings.map((text) => text.replaceAll(/\n\s+/g, '\n'))
    known.set(strings, short)
  }
  return short
}

function partText(part: Part): string {
  if (part instanceof Html) return part.text
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(partText).join('')
  return escaped(String(part))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

/** Characters that nobody sees, or that turn the direction of what is around them. */
export const HIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g

const escaped = (text: string): string =>
  visibleText(text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!))

/** A text in which characters that nobody sees are shown by their numbers. */
export const visibleText = (text: string): string =>
  text.toWellFormed().replaceAll(HIDDEN, shownByNumber)

/** Whether a text looks on a page as it is. */
export const isPlainlyShown = (text: string): boolean =>
  text.isWellFormed() && text.replaceAll(HIDDEN, '') === text

/** JSON in which characters that nobody sees are written by their numbers. It says the same. */
export const visibleJson = (json: string): string => json.replaceAll(HIDDEN, shownByNumber)

/** Such as `\u202e`. */
const shownByNumber = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Stands for what is left out of a text. */
export const leftOut = (count: number): string => `… (${count.toLocaleString('en')} more)`

/** A text that is cut where it is long, with how much is left out. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most) + leftOut(text.length - most)
