import { fs, path } from '../node.js'
import { CliError } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { colorsFor } from '../terminal/colors.js'

/** Editors write a file in several steps. */
const SETTLE_MS = 60

/**
 * Runs the same command without `--watch`, each time in a process of its own, whenever one of the files
 * changes. A run that is still under way then is ended. Ends by Ctrl-C.
 */
export async function watch(files: readonly string[]): Promise<number> {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const args = [...process.execArgv, process.argv[1]!, ...process.argv.slice(2).filter(isKept)]
  const { dim } = colorsFor(process.stderr)
  const state = { isOver: false }
  let changed = waiter()
  const watchers = foldersOf(files).map(({ folder, names }) =>
    fs.watch(folder, (_event, name) => {
      if (name !== null && names.has(name)) changed.tell(name)
    }),
  )
  const stop = (): void => {
    state.isOver = true
    changed.tell('')
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
    const name = await changed.told
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    changed = waiter()
    // By the terminal it was told already, and may be showing where it was.
    if (!state.isOver) child.kill('SIGKILL')
    await ended
    if (!state.isOver) console.error(dim(`— ${name} changed —`))
  }
  for (const watcher of watchers) watcher.close()
  return ExitCode.ok
}

const isKept = (argument: string): boolean => argument !== '--watch' && argument !== '-w'

function waiter(): { told: Promise<string>; tell: (name: string) => void } {
  let tell: (name: string) => void = () => {}
  const told = new Promise<string>((resolve) => {
    tell = resolve
  })
  return { told, tell }
}

/** Folders are watched, as editors replace files. */
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
