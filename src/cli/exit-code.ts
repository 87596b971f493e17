import type { Outcome } from '../index.js'

/** Exit codes of `monty-node`. */
export const ExitCode = {
  /** Success. */
  ok: 0,
  /** Python ended with an exception. */
  failed: 1,
  /** The command line is invalid, or a file cannot be read or written. */
  usage: 2,
  /** The program was refused before it ran: a syntax error, unsupported, or wrong types. */
  refused: 3,
  /** A limit or the timeout ended the run. */
  limit: 4,
  /** The interpreter or this program failed. */
  crashed: 5,
  /** A replay diverged from the recording. */
  diverged: 6,
  /** Ctrl-C ended the command. */
  interrupted: 130,
} as const

/** Exit codes by status of the outcome. */
const OF_STATUS: Readonly<Record<Outcome['status'], number>> = {
  ok: ExitCode.ok,
  error: ExitCode.failed,
  // The command line ends, so no decision can follow.
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
  // A usage error means that the run was never begun.
  return code === 'MONTY_USAGE' || code === 'MONTY_NO_BINARY'
    ? exitCodeOfMisuse(code)
    : OF_STATUS[outcome.status]
}

/** The exit code of a usage error, by its code: mostly an invalid option. */
export const exitCodeOfMisuse = (code: string): number =>
  code === 'MONTY_CRASHED' || code === 'MONTY_NO_BINARY' ? ExitCode.crashed : ExitCode.usage

/** Exit codes as help text. */
export const EXIT_CODES = `Exit codes:
  0    it went well
  1    Python raised an exception that it did not catch
  2    the command line made no sense, or a file could not be read or written
  3    the program was refused before it ran: no Python, not supported, or wrong types
  4    a limit or the time ended it
  5    the interpreter failed, or is not installed for this platform
  6    a replay did otherwise than was recorded
  130  Ctrl-C ended it`
