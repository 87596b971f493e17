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

/** The line, from 1, with the first byte that does not belong. */
function lineOfFault(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes)
  const lines = text.slice(0, text.indexOf('\uFFFD')).split('\n')
  return lines.length
}
