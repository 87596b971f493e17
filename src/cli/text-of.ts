import { CliError } from './cli-error.js'

/**
 * Decodes the content of a file.
 *
 * @throws CliError for invalid UTF-8, which decoding would lose
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

/**
 * The line, from 1, with the first invalid byte. A line feed is never part of a multi-byte
 * character.
 */
function lineOfFault(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0 || decoded(bytes.subarray(start, end)) === undefined) return line
    start = end + 1
  }
}
