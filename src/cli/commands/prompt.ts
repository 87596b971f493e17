import { Command } from 'commander'
import { addLimits } from '../options/limits.js'

/** `prompt`. */
export function promptCommand(): Command {
  const command = new Command('prompt')
    .summary('print what to tell a model')
    .description(
      'Prints what to tell a model before it writes Python: the rules, the limits, what is not supported, ' +
        'and the declarations of the tools.',
    )
    .option('-t, --tools <file>', 'a module whose exports are tools or functions')
  return addLimits(command)
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node prompt --tools tools.ts | pbcopy`,
    )
    .action(async (flags: { readonly tools?: string }) => {
      const { printPrompt } = await import('../tools/print.js')
      await printPrompt(flags.tools, flags)
    })
}
