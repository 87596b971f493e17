import { Command, Option } from 'commander'
import { EXIT_CODES } from '../exit-code.js'
import type { ReplayFlags } from '../options/flags.js'

/** `replay FILE`. */
export function replayCommand(): Command {
  return new Command('replay')
    .summary('run a recorded run again, without its tools')
    .description(
      'Runs a recorded run again: its program is answered what it was answered then, and nothing is called. With ' +
        '--code another program is answered so. Tells where it first does otherwise.',
    )
    .argument(
      '<file>',
      'the recording, as run --record or execution.recording gives it; or - for standard input',
    )
    .option('-c, --code <file>', 'the program to run instead of the recorded one')
    .addOption(
      new Option('--isolation <where>', 'where Python runs: in this process, or in one of its own')
        .choices(['none', 'process'])
        .default('none'),
    )
    .option(
      '--json',
      'prints one JSON object with the divergence, the outcome, the output and the calls',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node run trip.py --tools tools.ts --record trip.json
  $ monty-node replay trip.json
  $ monty-node replay trip.json --code trip.py       after a change of it

A replay that does what was recorded ends with 0, also where the run had failed.

${EXIT_CODES}`,
    )
    .action(async (file: string, flags: ReplayFlags) => {
      const { replayFile } = await import('../replay/replay.js')
      process.exitCode = await replayFile(file, flags)
    })
}
