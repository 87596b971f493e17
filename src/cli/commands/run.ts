import { Command, Option } from 'commander'
import { EXIT_CODES } from '../exit-code.js'
import { collect } from '../options/collect.js'
import { addDeterminism } from '../options/determinism.js'
import { addLimits } from '../options/limits.js'
import { positiveTime } from '../options/quantity.js'
import type { RunFlags } from '../options/flags.js'

/** `run FILE`. */
export function runCommand(): Command {
  const command = new Command('run')
    .summary('run a program')
    .description(
      'Runs a Python program. What it prints goes to standard output, and so does the value of its last ' +
        'expression, unless that is None.',
    )
    .argument('<file>', 'the program, or - for standard input')
    .option(
      '-t, --tools <file>',
      'a module whose exports are tools or functions that Python may call',
    )
    .option(
      '-i, --input <name=value>',
      'a variable of the program: JSON or text, name=@file, name=@bytes:file, or @file.json with several',
      collect,
    )
    .option(
      '-f, --files <dir[:mode]>',
      'a directory that Python sees; mode is ro (default), rw, or overlay, which keeps changes off the disk',
      collect,
    )
    .option('-e, --env <name[=value]>', 'an environment variable for Python', collect)
    .addOption(
      new Option('--isolation <where>', 'where Python runs: in this process, or in one of its own')
        .choices(['none', 'process'])
        .default('none'),
    )
    .option('--type-check', 'refuses the program if its types are wrong')
    .addOption(
      new Option(
        '--timeout <time>',
        'how long it may take, waiting included (default none)',
      ).argParser(positiveTime),
    )
    .addOption(
      new Option(
        '--approve <how>',
        'what becomes of calls that need an approval: ask, all are made, or none (default: ask on a terminal, else none)',
      ).choices(['ask', 'all', 'none']),
    )
    .option('--record <file>', 'writes all that the run was given and did, for replay and report')
    .option(
      '--report <file>',
      'writes a page about the run: its calls on their lines, times, values',
    )
    .option('--json', 'prints one JSON object with the outcome, the output and the calls')
    .option('-w, --watch', 'runs again whenever the program, the tools or the inputs change')
  addDeterminism(command)
  addLimits(command)
  return command
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node run hello.py
  $ monty-node run trip.py --tools tools.ts --input budget=800 --input @trip.json
  $ monty-node run clean.py --files data:overlay --seed 42 --max-memory 64mb
  $ monty-node run pay.py --tools tools.ts --approve ask
  $ monty-node run trip.py --tools tools.ts --record trip.json

${EXIT_CODES}`,
    )
    .action(async (file: string, flags: RunFlags) => {
      const { run } = await import('../run/run.js')
      process.exitCode = await run(file, flags)
    })
}
