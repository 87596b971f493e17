import { Command, Option } from 'commander'
import { portOf } from '../options/port.js'

interface PlayFlags {
  readonly tools?: string
  readonly port: number
  readonly export?: string
}

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
    .option(
      '--export <dir>',
      'write a playground that needs no server instead: Python runs in the page, by WebAssembly, with the tools to play with',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node play
  $ monty-node play --tools tools.ts --port 0
  $ monty-node play --export site     needs: npm install monty-node-wasm32`,
    )
    .action(async (flags: PlayFlags) => {
      if (flags.export !== undefined) {
        const { exportPlayground } = await import('../play/export.js')
        process.exitCode = exportPlayground(flags.export)
        return
      }
      const { play } = await import('../play/play.js')
      process.exitCode = await play(flags)
    })
}
