import { Command } from 'commander'
import { completionCommand } from './commands/completion.js'
import { checkCommand } from './commands/check.js'
import { doctorCommand } from './commands/doctor.js'
import { helpCommand } from './commands/help.js'
import { inboxCommand } from './commands/inbox.js'
import { playCommand } from './commands/play.js'
import { promptCommand } from './commands/prompt.js'
import { replCommand } from './commands/repl.js'
import { replayCommand } from './commands/replay.js'
import { reportCommand } from './commands/report.js'
import { runCommand } from './commands/run.js'
import { serveCommand } from './commands/serve.js'
import { stubsCommand } from './commands/stubs.js'
import { EXIT_CODES } from './exit-code.js'
import { version } from './version.js'

/** The commands, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  run: runCommand,
  check: checkCommand,
  repl: replCommand,
  stubs: stubsCommand,
  prompt: promptCommand,
  replay: replayCommand,
  report: reportCommand,
  inbox: inboxCommand,
  serve: serveCommand,
  play: playCommand,
  doctor: doctorCommand,
  completion: () => completionCommand(program),
  help: () => helpCommand(program),
}

/**
 * The whole command line, or only the named command, as describing all options takes time. The code
 * of a command is loaded when it is called.
 */
export function program(named?: string): Command {
  const all = new Command('monty-node')
    .description('Runs Python in a sandbox, over tools that are TypeScript.')
    .version(version(), '-V, --version', 'prints the version')
    .helpOption('-h, --help', 'prints this, or what is to know of a command')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Examples:
  $ monty-node run hello.py
  $ echo '1 + 1' | monty-node run -
  $ monty-node run report.py --tools tools.ts --input city=Lima --files data
  $ monty-node repl --tools tools.ts
  $ monty-node check src/*.py --tools tools.ts --format github

${EXIT_CODES}`,
    )
  const isKnown = named !== undefined && Object.hasOwn(COMMANDS, named)
  const commands = (isKnown ? [COMMANDS[named]!] : Object.values(COMMANDS)).map((make) => make())
  for (const command of commands) all.addCommand(command)
  // Subcommands do not inherit the settings of their parent.
  for (const command of [all, ...commands]) {
    command
      .exitOverride()
      .showHelpAfterError('(--help tells more)')
      .helpOption('-h, --help', 'prints this')
  }
  return all
}
