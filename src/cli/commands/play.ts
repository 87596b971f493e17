import { Command, Option } from 'commander'
import { portOf } from '../options/port.js'

/** `play`. */
export function playCommand(): Command {
  return new Command('play')
    .summary('write and run Python in a browser')
    .description(
      'Serves a playground on this machine, to whoever has the address that is printed: an editor with the findings of ' +
        'the type checker, the declarations of the tools, limits, output and the report of each run.',
    )
    .option(
      '-t, --tools <file>',
      'a module whose exports are the tools (default: some to play with)',
    )
    .addOption(new Option('-p, --port <port>', 'where to listen').argParser(portOf).default(4320))
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node play
  $ monty-node play --tools tools.ts --port 0`,
    )
    .action(async (flags: { readonly tools?: string; readonly port: number }) => {
      const { play } = await import('../play/play.js')
      process.exitCode = await play(flags)
    })
}
