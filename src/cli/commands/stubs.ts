import { Command } from 'commander'

/** `stubs`. */
export function stubsCommand(): Command {
  return new Command('stubs')
    .summary('print the declarations of tools')
    .description('Prints the declarations of tools as Python sees them: the text of a .pyi file.')
    .requiredOption('-t, --tools <file>', 'a module whose exports are tools or functions')
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node stubs --tools tools.ts > tools.pyi`,
    )
    .action(async ({ tools }: { readonly tools: string }) => {
      const { printStubs } = await import('../tools/print.js')
      await printStubs(tools)
    })
}
