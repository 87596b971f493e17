import { Command } from 'commander'

/** `report FILE`. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('make a page about a recorded run')
    .description(
      'Writes one HTML file about a run that was recorded: its program with the calls on their lines, when each ' +
        'was made and how long it took, values, output and errors. The page asks nobody for anything.',
    )
    .argument('<file>', 'the recording, as run --record writes it; or - for standard input')
    .option('-o, --output <file>', 'where to write it (default: beside the recording, as .html)')
    .option('--title <text>', 'what is written at its top')
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node report run.json
  $ monty-node run trip.py --tools tools.ts --report trip.html     runs, and reports at once`,
    )
    .action(async (file: string, flags: { readonly output?: string; readonly title?: string }) => {
      const { report } = await import('../report/report.js')
      report(file, flags)
    })
}
