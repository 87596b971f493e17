import { fs, path } from '../node.js'
import { CliError } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { colorsFor } from '../terminal/colors.js'

/** Editors write a file in several steps. */
const SETTLE_MS = 60

/**
 * Runs the same command without `--watch` in a new process whenever one of the files changes. A run
 * in progress is ended then. Ctrl-C ends the command.
 */
export async function watch(files: readonly string[]): Promise<number> {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const args = [...process.execArgv, process.argv[1]!, ...process.argv.slice(2).filter(isKept)]
  const { dim } = colorsFor(process.stderr)
  const state = { isOver: false }
  let changed = waiter()
  const watchers = foldersOf(files).map(({ folder, names }) =>
    fs.watch(folder, (_event, name) => {
      if (name !== null && names.has(name)) changed.notify(name)
    }),
  )
  const stop = (): void => {
    state.isOver = true
    changed.notify('')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  while (!state.isOver) {
    const child = spawn(process.execPath, args, { stdio: 'inherit' })
    const ended = new Promise<void>((resolve) => {
      const end = (): void => {
        if (!state.isOver) console.error(dim('— waiting for changes, Ctrl-C ends —'))
        resolve()
      }
      child.once('exit', end)
      child.once('error', end)
    })
    const name = await changed.notified
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    changed = waiter()
    // Ctrl-C in the terminal reaches the child as well, which may be printing its traceback.
    if (!state.isOver) child.kill('SIGKILL')
    await ended
    if (!state.isOver) console.error(dim(`— ${name} changed —`))
  }
  for (const watcher of watchers) watcher.close()
  return ExitCode.ok
}

const isKept = (argument: string): boolean => argument !== '--watch' && argument !== '-w'

function waiter(): { notified: Promise<string>; notify: (name: string) => void } {
  let notify: (name: string) => void = () => {}
  const notified = new Promise<string>((resolve) => {
    notify = resolve
  })
  return { notified, notify }
}

/** Folders are watched, not files, as editors replace files. */
function foldersOf(files: readonly string[]): Array<{ folder: string; names: Set<string> }> {
  const folders = new Map<string, Set<string>>()
  for (const file of files) {
    if (file === '-') throw new CliError('--watch needs a file, as standard input comes only once')
    const absolute = path.resolve(file)
    if (!fs.existsSync(absolute)) throw new CliError(`there is no file ${file}`)
    const folder = path.dirname(absolute)
    folders.set(folder, (folders.get(folder) ?? new Set()).add(path.basename(absolute)))
  }
  return [...folders].map(([folder, names]) => ({ folder, names }))
}
