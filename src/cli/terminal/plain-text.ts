const CONTROL =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/**
 * Escapes a text for a terminal: characters that move the cursor, change the title or reverse the
 * direction of writing are replaced by their number. Line breaks and tabs stay.
 */
export const plainText = (text: string): string =>
  text.replaceAll(CONTROL, shown).replaceAll('\r', String.raw`\r`)

/** {@link plainText} for output of a program, which may contain colors and carriage returns. */
export const printedText = (text: string): string =>
  text.replaceAll(CONTROL, (character, at: number) =>
    character === '\u001B' && COLOR.test(text.slice(at, at + 32)) ? character : shown(character),
  )

/**
 * Colors and weights of characters. Concealed text, reverse video and background colors are not among them: with these
 * a program could hide what follows, or imitate a question.
 */
// oxlint-disable-next-line no-control-regex
const COLOR = /^\u001B\[(?:(?:0?[0-4]|2[2-4]|3[1-7]|39|9[0-7])?(?:;|(?=m)))*m/

/** Ends all colors that a program has begun. */
export const COLORS_OFF = '\u001B[0m'

const shown = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
