/** A piece of HTML, safe to insert into a page. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A value in a template: text is escaped, absent values are omitted, lists are concatenated. */
export type Part = Html | string | number | false | null | undefined | readonly Part[]

/** Creates HTML from a template. Every value is escaped, in elements and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: shortened(strings) }, ...parts.map(partText)))
}

/**
 * Creates an element in which whitespace is significant, such as a `textarea`: formatters reflow
 * templates.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  text: string,
): Html {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return new Html(`<${name}${given.join('')}>${escaped(text)}</${name}>`)
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>()

/** The text of a template without the indentation of the code. */
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

/** Invisible characters, and those that change the direction of the text around them. */
export const HIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g

const escaped = (text: string): string =>
  visibleText(text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!))

/** Replaces invisible characters by their numbers. */
export const visibleText = (text: string): string =>
  text.toWellFormed().replaceAll(HIDDEN, shownByNumber)

/** Whether a page shows the text unchanged. */
export const isPlainlyShown = (text: string): boolean =>
  text.isWellFormed() && text.replaceAll(HIDDEN, '') === text

/** Escapes invisible characters in JSON, without changing its value. */
export const visibleJson = (json: string): string => json.replaceAll(HIDDEN, shownByNumber)

/** Formats a character such as `\u202e`. */
const shownByNumber = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The mark for an omitted part of a text. */
export const leftOut = (count: number): string => `… (${count.toLocaleString('en')} more)`

/** Truncates a long text, with the length of the omitted part. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most) + leftOut(text.length - most)
