import { Command, Option } from 'commander'
import { collect } from '../options/collect.js'
import { addLimits } from '../options/limits.js'
import type { ServeFlags } from '../options/flags.js'
import { portOf } from '../options/port.js'
import { count, positiveTime } from '../options/quantity.js'

/** `serve`. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .summary('run Python for others, over HTTP')
    .description(
      'Serves runs of Python over HTTP, as pythonService does: POST /runs begins one, /openapi.json tells the rest. ' +
        'Who has a token is let in, and sees runs of its tenant only. Each run is in a process of its own.',
    )
    .option(
      '-t, --tools <file>',
      'a module whose exports are tools or functions that Python may call',
    )
    .addOption(new Option('-p, --port <port>', 'where to listen').argParser(portOf).default(4322))
    .addOption(
      new Option(
        '--host <address>',
        'the address to listen at; 0.0.0.0 is all of this machine',
      ).default('127.0.0.1'),
    )
    .option(
      '--token <[tenant=]token>',
      'lets in who has it, at least 16 characters; several for several tenants (better: MONTY_NODE_TOKEN)',
      collect,
    )
    .option(
      '--without-token',
      'lets in every program of this machine, and listens on this machine only',
    )
    .option('-f, --files <dir[:mode]>', 'a directory that Python sees, as for run', collect)
    .option('-e, --env <name[=value]>', 'an environment variable for Python', collect)
    .addOption(
      new Option(
        '--isolation <where>',
        'where Python runs: in processes of its own, or in this one',
      )
        .choices(['process', 'none'])
        .default('process'),
    )
    .option('--type-check', 'refuses programs whose types are wrong')
    .addOption(
      new Option(
        '--timeout <time>',
        'how long a run may take, waiting included (default 1m)',
      ).argParser(positiveTime),
    )
    .addOption(
      new Option('--max-runs <n>', 'runs at once, the next ones wait (default 16)').argParser(
        count,
      ),
    )
    .option('-q, --quiet', 'writes no line for each request')
  return addLimits(command)
    .addHelpText(
      'after',
      `
Examples:
  $ export MONTY_NODE_TOKEN=$(openssl rand -hex 24)
  $ monty-node serve --tools tools.ts
  $ curl -H "Authorization: Bearer $MONTY_NODE_TOKEN" -d '{"code": "1 + 1"}' localhost:4322/runs
  $ MONTY_NODE_TOKEN="ada=$ADA bob=$BOB" monty-node serve --host 0.0.0.0`,
    )
    .action(async (flags: ServeFlags) => {
      const { serveRuns } = await import('../serve/runs.js')
      process.exitCode = await serveRuns(flags)
    })
}
