import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { pythonError } from '../../core/contract/python-error.js'
import { MountDir } from '../../host/files/mount.js'

/** Gives the text of a script. */
export type ReadScript = (path: string) => string | Promise<string>

/** Where scripts are. */
export interface ScriptFolder {
  /** A directory of the host's, read by paths below it. What leads out of it is refused. */
  folder: string
}

/** How scripts are read. */
export function resolveScripts(scripts: ReadScript | ScriptFolder): ReadScript {
  if (typeof scripts === 'function') return readingWith(scripts)
  if (typeof scripts !== 'object' || scripts === null || typeof scripts.folder !== 'string') {
    throw new MontyUsageError(
      "runScriptTool needs a function that gives the text of a script, or a folder: { folder: 'scripts' }",
    )
  }
  checkNames(scripts, namesOf<ScriptFolder>({ folder: true }), 'runScriptTool')
  // The mount follows no link out of it, whatever happens to the directory meanwhile.
  const mount = new MountDir(ROOT, scripts.folder)
  return (path) => {
    checkPath(path)
    try {
      return mount.readText(`${ROOT}/${path}`)
    } catch (error) {
      throw unreadable(path, error)
    }
  }
}

const ROOT = '/scripts'

/** A path below a folder, in the form in which it has no other. */
function checkPath(path: string): void {
  const parts = path.split('/')
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..')
  if (isPlain && !/[\\\0:]/.test(path)) return
  throw pythonError(
    'PermissionError',
    `a script is named by its path in the folder of scripts, such as 'reports/day.py'`,
  )
}

function readingWith(read: ReadScript): ReadScript {
  return async (path) => {
    try {
      return await read(path)
    } catch (error) {
      // The message of a system error names paths of the host's.
      throw isSystemError(error) ? unreadable(path, error) : error
    }
  }
}

function isSystemError(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown }
  return error instanceof Error && typeof code === 'string' && typeof errno === 'number'
}

function unreadable(path: string, error: unknown): Error {
  const { code, name } = error as { code?: unknown; name?: unknown }
  const isMissing = code === 'ENOENT' || name === 'FileNotFoundError'
  return isMissing
    ? pythonError('FileNotFoundError', `there is no script ${path}`)
    : pythonError('OSError', `the script ${path} cannot be read`)
}
