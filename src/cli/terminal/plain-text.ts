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
    // oxlint-disable-next-line no-control-regex
    character === '\u001B' && /^\u001B\[[\d;]*m/.test(text.slice(at, at + 32))
      ? character
      : shown(character),
  )

const shown = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
