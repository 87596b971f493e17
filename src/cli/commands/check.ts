import { Command, Option } from 'commander'
import type { DiagnosticFormat } from '../../index.js'
import { EXIT_CODES } from '../exit-code.js'
import { collect } from '../options/collect.js'
import type { CheckFlags } from '../options/flags.js'

/** `check FILE...`. */
export function checkCommand(): Command {
  return new Command('check')
    .summary('check types, without running anything')
    .description('Checks the types of Python programs against what they can call. Nothing is run.')
    .argument('<files...>', 'the programs, folders with programs, or - for standard input')
    .option('-t, --tools <file>', 'a module whose exports are the tools that Python may call')
    .option('-s, --stubs <file>', 'declarations of what there is to call, as a .pyi file')
    .option('-i, --input <name>', 'a variable that the programs will be given', collect)
    .addOption(
      new Option('--format <format>', 'how findings are told')
        .choices([
          'full',
          'concise',
          'azure',
          'json',
          'jsonlines',
          'rdjson',
          'pylint',
          'gitlab',
          'github',
        ] satisfies DiagnosticFormat[])
        .default('full'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node check report.py --tools tools.ts
  $ monty-node check scripts --stubs tools.pyi --format github

${EXIT_CODES}`,
    )
    .action(async (files: readonly string[], flags: CheckFlags) => {
      const { check } = await import('../check/check.js')
      process.exitCode = await check(files, flags)
    })
}
