import { CliError } from './cli-error.js'

/**
 * What a file holds, as text.
 *
 * @throws CliError for what is no UTF-8, as bytes would be lost
 */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CliError(
      `${file} is no text in UTF-8: line ${lineOfFault(bytes)} has a byte that is none`,
    )
  }
}

/** The line, from 1, with the first byte that does not belong. No character of several bytes has a line feed in it. */
function lineOfFault(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (!isText(bytes.subarray(start, end < 0 ? bytes.length : end)) || end < 0) return line
    start = end + 1
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
