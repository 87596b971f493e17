import type { Outcome } from '../index.js'

/** What the exit codes of `monty-node` mean. */
export const ExitCode = {
  /** It went well. */
  ok: 0,
  /** Python raised an exception that it did not catch. */
  failed: 1,
  /** The command line made no sense, or a file could not be read or written. */
  usage: 2,
  /** The program was refused before it ran: no Python, not supported, or its types are wrong. */
  refused: 3,
  /** A limit or the time ended it. */
  limit: 4,
  /** The interpreter, or this program, failed. */
  crashed: 5,
  /** A replay did otherwise than was recorded. */
  diverged: 6,
  /** Ctrl-C ended it. */
  interrupted: 130,
} as const

/** The exit code for each kind of outcome. */
const OF_STATUS: Readonly<Record<Outcome['status'], number>> = {
  ok: ExitCode.ok,
  error: ExitCode.failed,
  // Nobody is there to decide.
  paused: ExitCode.failed,
  syntax: ExitCode.refused,
  unsupported: ExitCode.refused,
  type: ExitCode.refused,
  limit: ExitCode.limit,
  quota: ExitCode.limit,
  timeout: ExitCode.limit,
  crashed: ExitCode.crashed,
  cancelled: ExitCode.interrupted,
}

export function exitCodeOf(outcome: Outcome): number {
  const code = outcome.status === 'error' ? outcome.error.code : undefined
  // What the library refused was never begun.
  return code === 'MONTY_USAGE' || code === 'MONTY_NO_BINARY'
    ? exitCodeOfMisuse(code)
    : OF_STATUS[outcome.status]
}

/** The exit code for what the library refuses, by its code: mostly an option that makes no sense. */
export const exitCodeOfMisuse = (code: string): number =>
  code === 'MONTY_CRASHED' || code === 'MONTY_NO_BINARY' ? ExitCode.crashed : ExitCode.usage

/** The exit codes as a text for the help. */
export const EXIT_CODES = `Exit codes:
  0    it went well
  1    Python raised an exception that it did not catch
  2    the command line made no sense, or a file could not be read or written
  3    the program was refused before it ran: no Python, not supported, or wrong types
  4    a limit or the time ended it
  5    the interpreter failed, or is not installed for this platform
  6    a replay did otherwise than was recorded
  130  Ctrl-C ended it`
