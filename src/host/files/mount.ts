import { NOT_HANDLED, type OsCall, serve } from '../../core/contract/os.js'
import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { MountedDirectory } from '../../core/engine/mounted-directory.js'
import { nodePath, realpathSync } from '../../core/node.js'
import { PyPath } from '../../core/values/index.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { normalize } from './path.js'
import { parentOf } from './protocol.js'
import { wallClockNow } from '../../core/timers.js'

/** Access of Python to a directory of the host. */
export type MountMode = 'read-only' | 'read-write' | 'overlay'

/** Options of a {@link MountDir}. */
export interface MountDirOptions {
  /**
   * Whether Python only reads (`'read-only'`, the default), changes the directory itself
   * (`'read-write'`), or sees its own changes while the directory stays as it is (`'overlay'`).
   */
  mode?: MountMode
  /** Maximum number of bytes written in all. Beyond it Python gets an `OSError`. Default none. */
  writeBytesLimit?: number
  /**
   * Maximum number of bytes held in memory at once: the changes of an overlay, and data that is
   * being read or listed. Beyond it Python gets a `MemoryError`. Default 50,000,000.
   */
  memoryBytesLimit?: number
}

const KNOWN = namesOf<MountDirOptions>({
  mode: true,
  writeBytesLimit: true,
  memoryBytesLimit: true,
})
const MODES: readonly MountMode[] = ['read-only', 'read-write', 'overlay']
const CHANGES = /^Path\.(write|append|mkdir|unlink|rmdir|rename)/

/**
 * A directory of the host, which Python sees at a path of its own. Paths that lead out of the
 * directory, by `..` or by links, are refused. Do not trust files that Python writes with
 * `'read-write'`.
 *
 * @example
 * ```ts
 * const files = new MountDir('/data', directory, { mode: 'read-only' })
 * new Monty("open('/data/june.csv').read()").run({ files })
 * ```
 */
export class MountDir implements FileSystem {
  /** The path in Python. */
  readonly virtualPath: string
  /** The path in the host, with links followed. */
  readonly hostPath: string
  readonly mode: MountMode
  readonly #directory: MountedDirectory
  #hasChanges = false

  /** @throws MontyUsageError when the directory does not exist */
  constructor(virtualPath: string, hostPath: string, options: MountDirOptions = {}) {
    checkNames(options, KNOWN, 'MountDir')
    const { mode = 'read-only', writeBytesLimit, memoryBytesLimit } = options
    if (!MODES.includes(mode)) {
      throw new MontyUsageError(`mode must be ${MODES.map((one) => `'${one}'`).join(' or ')}`)
    }
    for (const [name, limit] of Object.entries({ writeBytesLimit, memoryBytesLimit })) {
      if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) {
        throw new MontyUsageError(`${name} must be a whole number of at least 0`)
      }
    }
    this.virtualPath = normalize(virtualPath)
    this.mode = mode
    try {
      this.hostPath = realpathSync(hostPath)
    } catch (error) {
      throw new MontyUsageError(`there is no directory ${hostPath}`, 'MONTY_USAGE', error)
    }
    this.#directory = new MountedDirectory(this.virtualPath, this.hostPath, {
      mode,
      writeBytesLimit,
      memoryBytesLimit,
    })
  }

  /** Whether Python has changed files that exist in this process only: those of an overlay. */
  get hasOverlayChanges(): boolean {
    return this.mode === 'overlay' && this.#hasChanges
  }

  /** Refuses directories that can be reached in two ways: the laxer mode would decide. */
  static checkTogether(mounts: readonly MountDir[]): void {
    for (const [index, one] of mounts.entries()) {
      for (const other of mounts.slice(index + 1)) {
        const isSame = one.virtualPath === other.virtualPath
        if (
          isSame ||
          isInside(one.hostPath, other.hostPath) ||
          isInside(other.hostPath, one.hostPath)
        ) {
          throw new MontyUsageError(
            `the mounts at ${one.virtualPath} and ${other.virtualPath} overlap: mount each directory once`,
          )
        }
      }
    }
  }

  exists(path: string): boolean {
    return this.#ask('Path.exists', path) as boolean
  }

  readText(path: string): string {
    return this.#ask('Path.read_text', path) as string
  }

  readBytes(path: string): Buffer {
    return this.#ask('Path.read_bytes', path) as Buffer
  }

  write(path: string, content: string | Uint8Array): void {
    const parent = parentOf(normalize(path))
    if (parent !== this.virtualPath) {
      this.#ask('Path.mkdir', parent, [], { parents: true, exist_ok: true })
    }
    this.#ask('Path.write_bytes', path, [Buffer.from(content as string)])
  }

  remove(path: string): void {
    if (!(this.#ask('Path.is_dir', path) as boolean)) {
      this.#ask('Path.unlink', path)
      return
    }
    for (const child of this.#ask('Path.iterdir', path) as PyPath[]) this.remove(child.path)
    if (normalize(path) !== this.virtualPath) this.#ask('Path.rmdir', path)
  }

  list(path = this.virtualPath): string[] {
    if (this.#ask('Path.is_file', path) as boolean) return [normalize(path)]
    const children = this.#ask('Path.iterdir', path) as PyPath[]
    return children
      .flatMap((child) =>
        (this.#ask('Path.is_symlink', child.path) as boolean) ? [] : this.list(child.path),
      )
      .toSorted()
  }

  [serve](call: OsCall): unknown {
    if (!(call.args[0] instanceof PyPath)) return NOT_HANDLED
    const answer = this.#directory.call(call)
    const isChange = CHANGES.test(call.name) || (call.name === 'open' && call.args[1] !== 'r')
    if (answer !== NOT_HANDLED && isChange) this.#hasChanges = true
    return answer
  }

  #ask(
    name: string,
    path: string,
    more: unknown[] = [],
    kwargs: Record<string, unknown> = {},
  ): unknown {
    const answer = this[serve]({
      name,
      args: [new PyPath(normalize(path)), ...more],
      kwargs,
      nowMs: wallClockNow,
    })
    if (answer === NOT_HANDLED) {
      throw new MontyUsageError(`${path} is not below ${this.virtualPath}`)
    }
    return answer
  }
}

function isInside(path: string, directory: string): boolean {
  return (
    path === directory ||
    path.startsWith(directory.endsWith(nodePath.sep) ? directory : directory + nodePath.sep)
  )
}
