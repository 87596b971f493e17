import { wallClockNow } from '../core/timers.js'
import { NOT_HANDLED, type OsHandler, serve } from '../core/contract/os.js'
import { pythonError } from '../core/contract/python-error.js'
import { PyFloat } from '../core/values/index.js'
import { realpathSync, statSync } from '../core/node.js'
import { MountDir as CoreMountDir, type MountMode } from '../host/files/mount.js'
const MODES: ReadonlySet<unknown> = new Set<MountMode>(['read-only', 'read-write', 'overlay'])

/** Returns the core directory of a `MountDir`. */
let coreOf: (mount: MountDir) => CoreMountDir

/**
 * A host directory, mounted for Python at a virtual path. Changes in an overlay persist from run to
 * run.
 */
export class MountDir {
  readonly #core: CoreMountDir
  readonly #writeBytesLimit: number | null

  static {
    coreOf = (mount) => mount.#core
  }

  constructor(virtualPath: string, hostPath: string, options?: MountDirOptions | null) {
    const { mode = 'overlay', writeBytesLimit } = options ?? {}
    checkPaths(virtualPath, hostPath)
    if (!MODES.has(mode)) {
      throw new Error(`Invalid mode '${mode}', expected 'read-only', 'read-write', or 'overlay'`)
    }
    const limit = checkLimit(writeBytesLimit)
    this.#core = new CoreMountDir(virtualPath, hostPath, {
      mode: mode as MountMode,
      ...(limit === null ? {} : { writeBytesLimit: limit }),
    })
    this.#writeBytesLimit = limit
  }

  /** The path in Python. */
  get virtualPath(): string {
    return this.#core.virtualPath
  }

  /** The path on the host, with links resolved. */
  get hostPath(): string {
    return this.#core.hostPath
  }

  get mode(): string {
    return this.#core.mode
  }

  /** The maximum of bytes written in all; `null` for no limit. */
  get writeBytesLimit(): number | null {
    return this.#writeBytesLimit
  }

  repr(): string {
    return `MountDir('${this.virtualPath}', '${this.hostPath}', '${this.mode}')`
  }
}

function checkPaths(virtualPath: unknown, hostPath: unknown): void {
  if (typeof virtualPath !== 'string' || typeof hostPath !== 'string') {
    throw new Error('the paths of a MountDir must be strings')
  }
  if (!virtualPath.startsWith('/')) {
    throw new Error(`TypeError: virtual path must be absolute, got: '${virtualPath}'`)
  }
  let isDirectory: boolean
  try {
    isDirectory = statSync(realpathSync(hostPath)).isDirectory()
  } catch (error) {
    const reason = (error as Error).message
    throw new Error(`TypeError: cannot canonicalize host path '${hostPath}': ${reason}`, {
      cause: error,
    })
  }
  if (!isDirectory) throw new Error(`TypeError: host path is not a directory: '${hostPath}'`)
}

function checkLimit(limit: number | null | undefined): number | null {
  if (limit === undefined || limit === null) return null
  if (limit < 0) throw new Error('write_bytes_limit must be non-negative')
  if (!Number.isSafeInteger(limit)) throw new Error('write_bytes_limit must be an integer')
  return limit
}

/** The directories of a run, the most specific path first. They may overlap, as in 0.0.18. */
export class Mounts {
  readonly #directories: readonly CoreMountDir[]
  readonly #isStandard: boolean

  /**
   * `isStandard` selects the errors of methods that support no operating system calls without a
   * directory.
   */
  constructor(mount: unknown, isStandard = false) {
    const list: unknown[] = mount === undefined ? [] : Array.isArray(mount) ? mount : [mount]
    this.#directories = list.map(coreMount).toSorted(byLength)
    this.#isStandard = isStandard && list.length === 0
  }

  /** Answers calls for files in one of the directories. */
  readonly answer: OsHandler = (name, args, kwargs) => {
    for (const directory of this.#directories) {
      const value = directory[serve]({ name, args, kwargs, nowMs: wallClockNow })
      if (value !== NOT_HANDLED) return value
    }
    return this.#isStandard ? unknownTo(name) : unsupported(name)
  }
}

/** Calls that read a clock and are refused; `time.time`, which 0.0.18 lacks, works. */
const CLOCKS: ReadonlySet<string> = new Set(['datetime.now', 'date.today'])

function unsupported(name: string): unknown {
  if (name === 'time.time') return new PyFloat(wallClockNow() / 1_000)
  if (!CLOCKS.has(name) && !name.startsWith('os.')) return NOT_HANDLED
  throw pythonError('RuntimeError', `'${name}' is not supported in this environment`)
}

function unknownTo(name: string): unknown {
  const isKnown = CLOCKS.has(name) || /^(?:os|Path)\./.test(name) || name === 'open'
  if (!isKnown) return unsupported(name)
  const shown = name === 'open' ? 'Open' : name
  throw pythonError(
    'NotImplementedError',
    `OS function '${shown}' not implemented with standard execution`,
  )
}

/** Mounts of a loaded dump, or of a REPL between feeds: no directories. */
export const NO_MOUNTS = new Mounts(undefined)

function coreMount(mount: unknown): CoreMountDir {
  if (mount instanceof MountDir) return coreOf(mount)
  throw new Error('mount must be a MountDir or MountDir[]')
}

function byLength(one: CoreMountDir, other: CoreMountDir): number {
  return other.virtualPath.length - one.virtualPath.length
}

/** Options of a mounted directory. */
export interface MountDirOptions {
  /**
   * `'read-only'`; `'read-write'`; or `'overlay'` (the default): Python sees its own changes, and
   * the directory is unchanged.
   */
  mode?: string
  /** The maximum of bytes written in all. Default: no limit. */
  writeBytesLimit?: number
}
