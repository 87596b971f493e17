import { ExitCode } from './exit-code.js'

/** An error that the user can fix: only its message is printed. */
export class CliError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = ExitCode.usage, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.exitCode = exitCode
  }
}

export const isCliError = (error: unknown): error is CliError => error instanceof CliError

/** The message of a thrown value. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
