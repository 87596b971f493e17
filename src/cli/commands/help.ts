import { Command } from 'commander'

/** `help [COMMAND]`. `program` returns the whole command line. */
export function helpCommand(program: () => Command): Command {
  return new Command('help')
    .summary('print this, or what is to know of a command')
    .description('Prints what is to know of a command, or the list of all.')
    .argument('[command]', 'the command')
    .action((name: string | undefined) => {
      const all = program()
      const command = all.commands.find((one) => one.name() === name)
      // An unknown command is refused as without `help`.
      if (name !== undefined && command === undefined) all.parse([name], { from: 'user' })
      ;(command ?? all).outputHelp()
    })
}
