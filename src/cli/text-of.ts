import { CliError } from './cli-error.js'

/**
 * What a file holds, as text.
 *
 * @throws CliError for what is no UTF-8, as bytes would be lost
 */
export function textOf(bytes: Uint8Array, file: string): string {
  const text = decoded(bytes)
  if (text !== undefined) return text
  throw new CliError(
    `${file} is no text in UTF-8: line ${lineOfFault(bytes)} has a byte that is none`,
  )
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The line, from 1, with the first byte that does not belong. No character of several bytes has a line feed in it. */
function lineOfFault(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0 || decoded(bytes.subarray(start, end)) === undefined) return line
    start = end + 1
  }
}
