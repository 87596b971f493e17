import { type Command, CommanderError } from 'commander'
import { ExitCode, exitCodeOfMisuse } from './exit-code.js'
import { isCliError } from './cli-error.js'
import { optionWords } from './options/words.js'
import { program } from './program.js'
import { plainText } from './terminal/plain-text.js'

// A closed pipe, as with `| head`, ends the program like others.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.ok)
  process.exit(unwritten(error))
})

try {
  const [, , named] = process.argv
  const all = program(named)
  // There is no help for an unknown command either.
  if (isUnknown(all, named)) all.parse([named!], { from: 'user' })
  await all.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}
// Connections that tools left open must not keep the process alive.
process.stdout.write('', (error) => {
  const isLost =
    error !== null && error !== undefined && !('code' in error && error.code === 'EPIPE')
  if (isLost) process.exitCode = unwritten(error)
  process.exit()
})

/** Reports that output was lost, as on a full disk, and returns the exit code. */
function unwritten(error: Error): number {
  console.error(`monty-node: the output cannot be written: ${error.message}`)
  return ExitCode.usage
}

function isUnknown(all: Command, named: string | undefined): boolean {
  if (named === undefined || named.startsWith('-')) return false
  return all.commands.every((one) => one.name() !== named)
}

/** Reports an error, and returns the exit code. */
function report(error: unknown): number {
  // Commander has already printed the error, or the requested help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage
  if (isCliError(error)) {
    console.error(`monty-node: ${plainText(error.message)}`)
    return error.exitCode
  }
  const code = (error as { code?: unknown } | null)?.code
  // A usage error of the library is mostly an invalid option; other errors are bugs.
  if (typeof code === 'string' && code.startsWith('MONTY_') && error instanceof Error) {
    console.error(`monty-node: ${plainText(optionWords(error.message))}`)
    return exitCodeOfMisuse(code)
  }
  console.error(error)
  return ExitCode.crashed
}
