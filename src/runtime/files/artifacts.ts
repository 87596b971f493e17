import { NOT_HANDLED, type OsCall, type OsServer, serve } from '../../core/contract/os.js'
import { isBytes } from '../../core/realm.js'
import { PyPath } from '../../core/values/index.js'
import { MemoryFileSystem } from '../../host/files/memory.js'
import type { Artifact } from '../../host/outcome.js'
import { mediaTypeOf } from './media-types.js'

/** Limits of the files that one run may give the user. */
export interface ArtifactOptions {
  /** Total size of all files, in bytes. Default 32 MiB. */
  maxBytes?: number
  /** Files and directories together. Default 100. */
  maxFiles?: number
}

export const DEFAULT_ARTIFACTS: Readonly<Required<ArtifactOptions>> = {
  maxBytes: 32 * 1024 * 1024,
  maxFiles: 100,
}

/** Directory in which Python writes files for the user. */
export const ARTIFACTS = '/artifacts'

/** The files of a run for the user, written by its Python and its tools. */
export class Artifacts implements OsServer {
  readonly #limits: Readonly<Required<ArtifactOptions>>
  /** Media types that tools have set, by path. */
  #types: Map<string, string> | undefined
  /** Created with the first file, as most runs write none. */
  #files: MemoryFileSystem | undefined

  constructor(limits: Readonly<Required<ArtifactOptions>>, kept: readonly Artifact[] = []) {
    this.#limits = limits
    for (const { name, bytes, type } of kept) this.add(name, bytes, type)
  }

  /**
   * Adds or replaces a file.
   *
   * @throws TypeError for an invalid name, content or media type; OSError when the limits are exceeded
   */
  add(name: unknown, content: unknown, type?: unknown): void {
    const path = pathOf(name)
    if (typeof content !== 'string' && !isBytes(content)) {
      throw new TypeError(`the content of the artifact ${String(name)} must be bytes or a string`)
    }
    if (
      type !== undefined &&
      (typeof type !== 'string' || !/^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(type))
    ) {
      throw new TypeError(`the type of an artifact must be a media type, such as 'image/png'`)
    }
    this.#tree().write(path, content)
    if (type !== undefined) (this.#types ??= new Map()).set(path, type)
  }

  /** All files, by name. */
  get list(): readonly Artifact[] {
    const files = this.#files
    if (files === undefined) return NONE
    return files.list().map((path) => {
      const name = path.slice(ARTIFACTS.length + 1)
      return {
        name,
        type: this.#types?.get(path) ?? mediaTypeOf(name),
        bytes: files.readBytes(path),
      }
    })
  }

  [serve](call: OsCall): unknown {
    const [first] = call.args
    if (!(first instanceof PyPath)) return NOT_HANDLED
    const { path } = first
    if (path !== ARTIFACTS && !path.startsWith(`${ARTIFACTS}/`)) return NOT_HANDLED
    return this.#tree()[serve](call)
  }

  #tree(): MemoryFileSystem {
    return (this.#files ??= new MemoryFileSystem({ root: ARTIFACTS, ...this.#limits }))
  }
}

const NONE: readonly Artifact[] = []
const MAX_NAME = 200

function pathOf(name: unknown): string {
  const parts = typeof name === 'string' ? name.split('/') : []
  const isPlain =
    parts.length > 0 && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  if (
    isPlain &&
    (name as string).length <= MAX_NAME &&
    !/[\\\0]|\p{Surrogate}/u.test(name as string)
  ) {
    return `${ARTIFACTS}/${name as string}`
  }
  throw new TypeError(`the name of an artifact must be that of a file, such as 'chart.png'`)
}
