import { MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'
import { checkNames } from '../../core/option-checks.js'
import { wallClockNow } from '../../core/timers.js'
import type { Artifact, Outcome } from '../../host/outcome.js'
import { artifactHeaders } from './artifact-headers.js'

/** Lifetime, size and base path of an {@link ArtifactShelf}. */
export interface ArtifactShelfOptions {
  /** Prefix of the path of each URL. Default `'/artifacts'`. */
  basePath?: string
  /** Total size of all files, in bytes; the oldest are removed first. Default 256 MiB. */
  maxBytes?: number
  /** Lifetime of a file, in ms. Default one hour. */
  expiresInMs?: number
}

/** A file on a shelf. */
export interface ShelvedArtifact {
  readonly name: string
  /** Media type. */
  readonly type: string
  /** Size in bytes. */
  readonly bytes: number
  /** An unguessable path: it is the only credential needed to read the file. */
  readonly url: string
}

const DEFAULTS = { basePath: '/artifacts', maxBytes: 256 * 1024 * 1024, expiresInMs: 3_600_000 }

interface Shelved extends Artifact {
  readonly expiresAt: number
}

/**
 * Keeps the files of outcomes in memory for a while, and serves them: `fetch` answers requests in any
 * server. Because Python wrote the files, the headers keep browsers from running them, and have all but images
 * downloaded.
 *
 * @example
 * ```ts
 * const shelf = new ArtifactShelf()
 * const [chart] = shelf.put(outcome) // { name: 'chart.png', url: '/artifacts/3f…/chart.png', … }
 * const response = shelf.fetch(new Request(`https://example.com${chart?.url}`))
 * ```
 */
export class ArtifactShelf {
  readonly #options: Required<ArtifactShelfOptions>
  readonly #files = new Map<string, Shelved>()
  #bytes = 0

  /** @throws MontyUsageError for options that make no sense */
  constructor(options: ArtifactShelfOptions = {}) {
    checkNames(options, new Set(Object.keys(DEFAULTS)), 'ArtifactShelf')
    this.#options = { ...DEFAULTS, ...options }
    const { basePath, maxBytes, expiresInMs } = this.#options
    if (typeof basePath !== 'string' || !/^(\/[\w.~-]+)*$/.test(basePath)) {
      throw new MontyUsageError(
        "basePath must be a path without an end slash, such as '/artifacts'",
      )
    }
    for (const [name, value] of Object.entries({ maxBytes, expiresInMs })) {
      if (typeof value !== 'number' || !(value > 0)) {
        throw new MontyUsageError(`${name} must be a number above 0`)
      }
    }
  }

  /** Stores the files of an outcome and returns their URLs. A file that is larger than the shelf is left out. */
  put(outcome: Pick<Outcome, 'artifacts'>): ShelvedArtifact[] {
    if (!Array.isArray(outcome?.artifacts)) {
      throw new MontyUsageError('put() takes the outcome of a run, whose artifacts are an array')
    }
    this.#sweep()
    return outcome.artifacts.flatMap((artifact) => {
      const { name, type, bytes } = artifact
      if (bytes.length > this.#options.maxBytes) return []
      while (this.#bytes + bytes.length > this.#options.maxBytes) this.#removeOldest()
      const id = nodeCrypto().randomBytes(16).toString('hex')
      this.#files.set(id, { ...artifact, expiresAt: wallClockNow() + this.#options.expiresInMs })
      this.#bytes += bytes.length
      const encoded = name.split('/').map(encodeURIComponent).join('/')
      return [
        { name, type, bytes: bytes.length, url: `${this.#options.basePath}/${id}/${encoded}` },
      ]
    })
  }

  /** Answers a request for a file: 200, 404, or 405 for methods other than `GET` and `HEAD`. */
  readonly fetch = (request: Request): Response => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    this.#sweep()
    const { pathname } = new URL(request.url)
    const { basePath } = this.#options
    const [id = ''] = pathname.startsWith(`${basePath}/`)
      ? pathname.slice(basePath.length + 1).split('/')
      : []
    const file = this.#files.get(id)
    if (file === undefined) return new Response('There is no such file.', { status: 404 })
    const body = request.method === 'HEAD' ? null : Uint8Array.from(file.bytes)
    const headers = { ...artifactHeaders(file), 'cache-control': 'private, max-age=3600' }
    return new Response(body, { headers })
  }

  #sweep(): void {
    const now = wallClockNow()
    for (const [id, { expiresAt }] of this.#files) {
      if (expiresAt > now) return
      this.#remove(id)
    }
  }

  #removeOldest(): void {
    const [oldest] = this.#files.keys()
    if (oldest !== undefined) this.#remove(oldest)
  }

  #remove(id: string): void {
    this.#bytes -= this.#files.get(id)?.bytes.length ?? 0
    this.#files.delete(id)
  }
}
