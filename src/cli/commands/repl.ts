import { Command } from 'commander'
import { collect } from '../options/collect.js'
import { addDeterminism } from '../options/determinism.js'
import { addLimits } from '../options/limits.js'
import type { ReplFlags } from '../options/flags.js'

/** `repl`. */
export function replCommand(): Command {
  const command = new Command('repl')
    .summary('type Python and see what it gives')
    .description(
      'A prompt for Python, with a state that lives on from one statement to the next. Type :help in it. ' +
        'Where standard input is no terminal, what comes from there is executed statement by statement.',
    )
    .option(
      '-t, --tools <file>',
      'a module whose exports are tools or functions that Python may call',
    )
    .option('-f, --files <dir[:mode]>', 'a directory that Python sees, as for run', collect)
    .option('-e, --env <name[=value]>', 'an environment variable for Python', collect)
    .option('--history <file>', 'where to keep what is typed (default: in a folder of yours)')
    .option('--no-history', 'keeps nothing of what is typed')
  addDeterminism(command)
  addLimits(command)
  return command
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node repl
  $ monty-node repl --tools tools.ts --files data:overlay`,
    )
    .action(async (flags: ReplFlags) => {
      const { repl } = await import('../repl/repl.js')
      process.exitCode = await repl(flags)
    })
}
