import { ExitCode } from './exit-code.js'

/** Something that the user can mend: it is told by its message alone. */
export class CliError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = ExitCode.usage, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.exitCode = exitCode
  }
}

export const isCliError = (error: unknown): error is CliError => error instanceof CliError

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
