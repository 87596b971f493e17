import { Command, Option } from 'commander'
import { portOf } from '../options/port.js'

/** `inbox FILE`. */
export function inboxCommand(): Command {
  return new Command('inbox')
    .summary('decide about calls that wait, in a browser')
    .description(
      'Serves the pages on which calls that wait for an approval are decided about, on this machine and to whoever ' +
        'has the address that is printed. The module exports runtimes with the tools and the store of the runs.',
    )
    .argument('<file>', 'a module that exports a MontyRuntime, or several')
    .addOption(new Option('-p, --port <port>', 'where to listen').argParser(portOf).default(4321))
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node inbox app.ts
  $ monty-node inbox app.ts --port 0       any port that is free`,
    )
    .action(async (file: string, flags: { readonly port: number }) => {
      const { inbox } = await import('../inbox/inbox.js')
      process.exitCode = await inbox(file, flags)
    })
}
