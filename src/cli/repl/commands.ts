import { stubs } from '../../index.js'
import { messageOf } from '../cli-error.js'
import { fs } from '../node.js'
import type { ReplContext } from './context.js'

/** Output of a command. */
type Reply = string | Promise<string>

interface ReplCommand {
  /** The placeholder of its argument, for the help. */
  readonly takes: string
  readonly description: string
  /** Whether the command requires an argument. */
  readonly needsArgument?: true
  run(context: ReplContext, argument: string): Reply
}

/** Result of a command that leaves the prompt. */
export const LEAVE = 'leave'

/** The commands of the prompt, by name without the colon. */
export const COMMANDS: Readonly<Record<string, ReplCommand>> = {
  help: { takes: '', description: 'tells the commands', run: () => helpText() },
  type: {
    takes: 'EXPRESSION',
    description: 'tells its type, without running it',
    needsArgument: true,
    run: ({ inspector }, expression) => inspector.typeOf(expression),
  },
  tools: {
    takes: '',
    description: 'tells the declarations of the tools',
    run: ({ tools, modules }) =>
      stubs(tools, { modules }).trim() || 'there are no tools: see --tools',
  },
  files: {
    takes: '',
    description: 'tells the files that Python sees',
    run: async ({ workspace, mounted }) => {
      const roots = JSON.stringify(['/', ...mounted])
      const code = `from pathlib import Path\n[str(p) for root in ${roots} for p in Path(root).rglob("*") if p.is_file()]`
      const files = new Set((await workspace.peek(code)) as string[])
      return files.size === 0 ? 'there are none' : [...files].toSorted().join('\n')
    },
  },
  fork: {
    takes: '[NAME]',
    description: 'goes on in a copy of the session, or in the one of that name',
    run: ({ workspace }, name) => {
      if (name === '') return workspace.names.map((one) => mark(one, workspace.name)).join('\n')
      const from = workspace.name
      return workspace.fork(name) === 'made'
        ? `${name} is a copy of ${from}: :fork ${from} goes back`
        : `this is ${name}`
    },
  },
  undo: {
    takes: '',
    description: 'goes back to what was before the last statement',
    run: ({ workspace }) => (workspace.undo() ? 'undone' : 'there is nothing to undo'),
  },
  save: {
    takes: 'FILE',
    description: 'saves the session',
    needsArgument: true,
    run: ({ workspace, key }, file) => {
      const bytes = workspace.dump(key())
      fs.writeFileSync(file, bytes)
      return `saved in ${file}, ${bytes.length} bytes`
    },
  },
  load: {
    takes: 'FILE',
    description: 'goes on with a session that was saved',
    needsArgument: true,
    run: ({ workspace, key }, file) => {
      workspace.load(fs.readFileSync(file), key())
      return `loaded from ${file}`
    },
  },
  limits: {
    takes: '',
    description: 'tells the limits of each statement',
    run: ({ limits }) =>
      Object.entries(limits)
        .map(([name, value]) => `${name.padEnd(20)} ${value}`)
        .join('\n'),
  },
  time: {
    takes: 'STATEMENT',
    description: 'tells how long it takes',
    needsArgument: true,
    run: async (context, code) => {
      const began = performance.now()
      await context.execute(code)
      return `${(performance.now() - began).toFixed(1)} ms`
    },
  },
  quit: { takes: '', description: 'leaves, as Ctrl-D does', run: () => LEAVE },
}

const mark = (name: string, current: string): string => `${name === current ? '*' : ' '} ${name}`

/** Executes a line that begins with a colon, and returns its output. */
export async function command(context: ReplContext, line: string): Promise<string> {
  const [, word = '', argument = ''] = /^:(\w*)\s*([^]*)$/.exec(line) ?? []
  const found = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined
  if (found === undefined) return `there is no command :${word}; :help tells those that there are`
  if (found.needsArgument && argument === '') return `:${word} takes ${found.takes}`
  try {
    return await found.run(context, argument.trim())
  } catch (error) {
    return messageOf(error)
  }
}

function helpText(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { takes, description }]) => `  ${`:${name} ${takes}`.padEnd(20)} ${description}`,
  )
  return [
    ...lines,
    `  ${'?NAME'.padEnd(20)} tells its signature and its documentation`,
    '',
    'Tab completes, twice it lists. Ctrl-R searches what was typed before. _ is the last value.',
    'Enter begins another line while a statement is not at its end; an empty line ends a block.',
  ].join('\n')
}
