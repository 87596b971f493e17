import { MemoryFileSystem, type SessionOptions } from '../../index.js'
import { completeLimits, importableModules } from '../../internals.js'
import type { ReplFlags } from '../options/flags.js'
import { ExitCode } from '../exit-code.js'
import { needInterpreter } from '../interpreter.js'
import { path } from '../node.js'
import { determinismOf } from '../options/determinism.js'
import { environmentOf } from '../options/environment.js'
import { mountsOf, WORKING_DIRECTORY } from '../options/files.js'
import { limitsIn } from '../options/limits.js'
import { decide, QUIT } from '../run/decide.js'
import { colorsFor } from '../terminal/colors.js'
import { OpenLine } from '../terminal/open-line.js'
import { plainText, printedText } from '../terminal/plain-text.js'
import { loadTools } from '../tools/load.js'
import { version } from '../version.js'
import { adviceOnStatement } from './advice.js'
import { command, COMMANDS, LEAVE } from './commands.js'
import { completionOf, type Known } from './completer.js'
import type { ReplContext } from './context.js'
import { Editor } from './editor.js'
import { type AskAbout, guarded } from './guarded-tool.js'
import { History, stateFolder } from './history.js'
import { isComplete } from './input-end.js'
import { Inspector } from './inspector.js'
import { sessionKey } from './key.js'
import { show } from './show.js'
import { Workspace } from './workspace.js'

/** Runs the prompt until the user leaves it. Returns the exit code. */
export async function repl(flags: ReplFlags): Promise<number> {
  needInterpreter()
  const folder = stateFolder()
  const loaded = guarded(await loadTools(flags.tools), ask)
  const limits = limitsIn(flags as unknown as Record<string, unknown>)
  const mounts = mountsOf(flags.files ?? [])
  const options: SessionOptions = {
    externalFunctions: loaded.tools,
    modules: loaded.modules,
    files: [...mounts, new MemoryFileSystem()],
    cwd: WORKING_DIRECTORY,
    env: environmentOf(flags.env ?? []),
    limits,
    printCallback: (stream, text) => print(line, stream, text),
    ...determinismOf(flags),
  }
  const workspace = new Workspace(options)
  const line = new OpenLine()
  let failures = 0
  const context: ReplContext = {
    ...loaded,
    workspace,
    inspector: new Inspector(workspace, loaded),
    limits: completeLimits(limits),
    mounted: mounts.map(({ virtualPath }) => virtualPath),
    key: () => sessionKey(folder),
    execute: async (code) => {
      const { error } = await execute(workspace, line, code)
      if (error === undefined) return
      failures++
      printAdvice(adviceOnStatement(error, code, loaded))
    },
  }
  if (process.stdin.isTTY) {
    await runInteractive(context, new History(historyFile(flags, folder)))
    return ExitCode.ok
  }
  await readAll(context)
  return failures === 0 ? ExitCode.ok : ExitCode.failed
}

/** Reads statements from a terminal. */
async function runInteractive(context: ReplContext, history: History): Promise<void> {
  const { workspace, inspector } = context
  const { dim } = colorsFor(process.stdout)
  console.log(dim(`monty-node ${version()}, Python in a sandbox. :help tells more, Ctrl-D leaves.`))
  const known: Known = {
    ...context,
    importable: importableModules(),
    commands: Object.keys(COMMANDS).map((name) => `:${name}`),
    sources: () => workspace.sources,
    bound: (names) => inspector.bound(names),
    members: (expression) => inspector.members(expression),
  }
  const { stdin: input, stdout: output } = process
  const editor = new Editor({ input, output }, history, (before) => completionOf(before, known))
  for (;;) {
    const typed = await editor.read()
    if (typed.kind === 'end') return
    if (typed.kind === 'statement' && (await respond(context, typed.text)) === LEAVE) return
  }
}

/**
 * Reads statements from a pipe or a file; a line that begins a new statement ends the one before.
 */
async function readAll(context: ReplContext): Promise<void> {
  const { createInterface } = process.getBuiltinModule('node:readline')
  let open = ''
  for await (const line of createInterface({ input: process.stdin })) {
    const isNext =
      open !== '' &&
      /^\S/.test(line) &&
      isComplete(`${open}\n`) &&
      !/^(?:else|elif|except|finally)\b/.test(line)
    if (isNext) {
      if ((await respond(context, open)) === LEAVE) return
      open = ''
    }
    open = open === '' ? line : `${open}\n${line}`
    if (!isComplete(open)) continue
    if ((await respond(context, open.trimEnd())) === LEAVE) return
    open = ''
  }
  if (open !== '') await respond(context, open)
}

/** Executes a statement, a command, or a question about a name. */
async function respond(context: ReplContext, text: string): Promise<typeof LEAVE | undefined> {
  const line = text.trim()
  const [, name] =
    /^\?\s*([\p{ID_Continue}.]+)$|^([\p{ID_Continue}.]+)\?$/u.exec(line)?.filter(Boolean) ?? []
  if (line === '') return undefined
  // Python's own prompt ends by these names as well.
  if (/^(?:exit|quit)(?:\(\))?$/.test(line)) return LEAVE
  if (name !== undefined) show(plainText(context.inspector.describe(name)))
  else if (line.startsWith(':')) {
    const reply = await command(context, line)
    if (reply === LEAVE) return LEAVE
    show(plainText(reply))
  } else await context.execute(text)
  return undefined
}

/** Executes a statement and prints its result; Ctrl-C ends it. Returns the error, if it failed. */
async function execute(
  workspace: Workspace,
  line: OpenLine,
  code: string,
): Promise<{ readonly error?: unknown }> {
  const stopping = new AbortController()
  const interrupt = (): void => stopping.abort()
  process.on('SIGINT', interrupt)
  try {
    const answer = await workspace.evaluate(code, stopping.signal)
    // The next prompt begins a line as well.
    if (answer.kind !== 'nothing' || process.stdin.isTTY) {
      line.endBefore(answer.kind === 'error' ? 'stderr' : 'stdout')
    }
    if (answer.kind === 'value') {
      show(answer.text)
      if (/^<coroutine\b/.test(answer.text)) {
        process.stderr.write(`${colorsFor(process.stderr).dim(NOT_AWAITED)}\n`)
      }
    }
    if (answer.kind !== 'error') return {}
    const colors = colorsFor(process.stderr)
    const at = answer.text.lastIndexOf('\n') + 1
    const [head, last] = [plainText(answer.text.slice(0, at)), plainText(answer.text.slice(at))]
    process.stderr.write(`${head}${colors.red(last)}\n`)
    return { error: answer.error }
  } finally {
    process.off('SIGINT', interrupt)
  }
}

function printAdvice(advice: string | undefined): void {
  if (advice === undefined) return
  process.stderr.write(
    `${colorsFor(process.stderr).cyan('hint:')} ${plainText(advice).trimEnd()}\n`,
  )
}

function print(line: OpenLine, stream: 'stdout' | 'stderr', text: string): void {
  const target = process[stream]
  target.write(target.isTTY ? printedText(text) : text)
  line.printed(stream, text)
}

const NOT_AWAITED = 'nobody waits for it: write await before the call'

/**
 * Delay before asking about a call: a statement that does not await its call ends sooner, and no
 * question is asked.
 */
const ASK_DELAY_MS = 20

/** Asks at the terminal for approval of a call; without a terminal it is denied. */
const ask: AskAbout = async (name, input, gone) => {
  await new Promise((resolve) => setTimeout(resolve, ASK_DELAY_MS))
  const call = { callId: 0, name, input, state: 'held' } as const
  const decisions = gone.aborted
    ? QUIT
    : await decide([call], process.stdin.isTTY ? 'ask' : 'none', gone)
  if (gone.aborted) process.stderr.write(`${notMade(name)}\n`)
  const [decision] = decisions === QUIT ? [] : decisions
  if (decision?.action === 'approve') return { input: decision.input }
  const reason = decision?.action === 'deny' ? decision.message : undefined
  return { refusal: reason ?? `${name}() was not approved` }
}

const notMade = (name: string): string => `${plainText(name)}() was not made, as ${NOT_AWAITED}`

function historyFile({ history }: ReplFlags, folder: string): string | undefined {
  if (history === false) return undefined
  return history === undefined ? path.join(folder, 'history') : path.resolve(history)
}
