import { InvalidArgumentError } from 'commander'

/** Parses a port number; 0 is any free port. */
export function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('It is a number from 0 to 65535.')
}
