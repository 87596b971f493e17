import { Command } from 'commander'

/** `doctor`. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .summary('find out what works here')
    .description(
      'Tells the platform, the versions and the files that are used, tries each part, and says of what does ' +
        'not work why and what to do. Ends with exit code 1 if Python cannot run.',
    )
    .option('--json', 'prints one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node doctor
  $ monty-node doctor --json > report.json`,
    )
    .action(async ({ json }: { readonly json?: true }) => {
      const { doctor } = await import('../doctor/doctor.js')
      process.exitCode = await doctor(json === true)
    })
}
