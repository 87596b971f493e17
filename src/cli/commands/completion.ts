import { Argument, Command } from 'commander'

/** `completion SHELL`. `program` returns the whole command line. */
export function completionCommand(program: () => Command): Command {
  return new Command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands, options and their values in a shell.')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Examples:
  $ source <(monty-node completion bash)                  in ~/.bashrc
  $ source <(monty-node completion zsh)                   in ~/.zshrc
  $ monty-node completion fish > ~/.config/fish/completions/monty-node.fish`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionScript } = await import('../completion/script.js')
      process.stdout.write(completionScript(program(), shell))
    })
}
