import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { pythonError } from '../../core/contract/python-error.js'
import { MountDir } from '../../host/files/mount.js'

/** Returns the text of a script. */
export type ReadScript = (path: string) => string | Promise<string>

/** Folder of scripts. */
export interface ScriptFolder {
  /** A host directory; scripts are read by paths below it, and paths that lead out of it are rejected. */
  folder: string
}

/** The function that reads scripts. */
export function resolveScripts(scripts: ReadScript | ScriptFolder): ReadScript {
  if (typeof scripts === 'function') return readingWith(scripts)
  if (typeof scripts !== 'object' || scripts === null || typeof scripts.folder !== 'string') {
    throw new MontyUsageError(
      "runScriptTool needs a function that gives the text of a script, or a folder: { folder: 'scripts' }",
    )
  }
  checkNames(scripts, namesOf<ScriptFolder>({ folder: true }), 'runScriptTool')
  // The mount follows no link out of the directory, whatever happens to it meanwhile.
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

/** Checks that a path is canonical and below the folder. */
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
      // The message of a system error contains host paths.
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
