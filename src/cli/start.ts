import { type Command, CommanderError } from 'commander'
import { ExitCode, exitCodeOfMisuse } from './exit-code.js'
import { isCliError } from './cli-error.js'
import { optionWords } from './options/words.js'
import { program } from './program.js'
import { plainText } from './terminal/plain-text.js'

// A pipe that closed, as of `| head`, ends the program as it ends others.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.ok)
  process.exit(unwritten(error))
})

try {
  const [, , named] = process.argv
  const all = program(named)
  // Of a command that there is not there is no help either.
  if (isUnknown(all, named)) all.parse([named!], { from: 'user' })
  await all.parseAsync()
} catch (error) {
  process.exitCode = told(error)
}
// What tools have left open, such as connections, must not keep the program.
process.stdout.write('', (error) => {
  const isLost =
    error !== null && error !== undefined && !('code' in error && error.code === 'EPIPE')
  if (isLost) process.exitCode = unwritten(error)
  process.exit()
})

/** Says that output was lost, as on a disk that is full, and gives the exit code for it. */
function unwritten(error: Error): number {
  console.error(`monty-node: the output cannot be written: ${error.message}`)
  return ExitCode.usage
}

function isUnknown(all: Command, named: string | undefined): boolean {
  if (named === undefined || named.startsWith('-')) return false
  return all.commands.every((one) => one.name() !== named)
}

/** Says what went wrong, and gives the exit code for it. */
function told(error: unknown): number {
  // Its text was written already, as was the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage
  if (isCliError(error)) {
    console.error(`monty-node: ${plainText(error.message)}`)
    return error.exitCode
  }
  const code = (error as { code?: unknown } | null)?.code
  // What the library refuses is mostly an option that makes no sense; else it is a fault of ours.
  if (typeof code === 'string' && code.startsWith('MONTY_') && error instanceof Error) {
    console.error(`monty-node: ${plainText(optionWords(error.message))}`)
    return exitCodeOfMisuse(code)
  }
  console.error(error)
  return ExitCode.crashed
}
