import { sentEvents } from './client-events.js'
import { fromService, type Json, RemoteError, toService } from './client-values.js'

export { RemoteError } from './client-values.js'

/** Options of a {@link MontyClient}. */
export interface MontyClientOptions {
  /** The URL at which the service is mounted, such as `https://example.com/python`. */
  url: string | URL
  /**
   * Headers of each request, such as `{ authorization: 'Bearer …' }`; or a function that returns
   * them.
   */
  headers?:
    | Record<string, string>
    | (() => Record<string, string> | Promise<Record<string, string>>)
  /** The function that makes requests. Default: `fetch`. */
  fetch?: (request: Request) => Promise<Response>
}

/** Options of a run. */
export interface ClientExecuteOptions {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
  /** Cancels the run. */
  signal?: AbortSignal
}

/** An event of a run; `type` is `start`, `stdout`, `call`, `result`, `done` and so on. */
export interface ClientEvent {
  readonly type: string
  readonly runId: string
  readonly [field: string]: unknown
}

/** A call that waits for a decision. */
export interface ClientPendingCall {
  readonly callId: number
  readonly name: string
  readonly input: unknown
  readonly state: 'held' | 'unknown'
}

/** A decision about a pending call. */
export type ClientDecision =
  | {
      readonly callId: number
      readonly action: 'approve'
      readonly input?: Record<string, unknown>
    }
  | { readonly callId: number; readonly action: 'deny'; readonly message?: string }
  | { readonly callId: number; readonly action: 'answer'; readonly value: unknown }

/** A file that a run has written for the user; `artifact()` of its execution gives the content. */
export interface ClientArtifact {
  readonly name: string
  /** The media type. */
  readonly type: string
  /** The size. */
  readonly bytes: number
}

interface OutcomeCommon {
  /** The printed text. */
  readonly stdout: string
  /** The calls made. */
  readonly calls: ReadonlyArray<{
    readonly callId: number
    readonly name: string
    readonly status: string
  }>
  /** The files written. */
  readonly artifacts: readonly ClientArtifact[]
  /** Resources that the run used. */
  readonly usage: Readonly<Record<string, number>>
}

/** Outcome of a run. */
export type ClientOutcome =
  | (OutcomeCommon & { readonly status: 'ok'; readonly value: unknown })
  | (OutcomeCommon & {
      readonly status: 'paused'
      readonly token: string
      readonly pending: readonly ClientPendingCall[]
    })
  | (OutcomeCommon & {
      readonly status:
        | 'syntax'
        | 'unsupported'
        | 'type'
        | 'error'
        | 'limit'
        | 'timeout'
        | 'cancelled'
        | 'quota'
        | 'crashed'
      readonly error: RemoteError
      readonly hint?: string
      /** With the status `quota`: ms after which a retry makes sense. */
      readonly retryAfterMs?: number
    })

/** A run that waits for decisions. */
export interface ClientPausedRun {
  readonly runId: string
  readonly token: string
  readonly pending: readonly ClientPendingCall[]
}

/**
 * Maximum number of attempts to reconnect, and the wait before the second, which doubles each time.
 */
const ATTEMPTS = 8
const FIRST_WAIT_MS = 100

/**
 * Runs Python on a service of `pythonService`, with the interface of a runtime. The client needs
 * only `fetch`, so that browsers can use it.
 *
 * @example
 * ```ts
 * import { MontyClient } from 'monty-node/client'
 *
 * const headers = { authorization: `Bearer ${key}` }
 * const client = new MontyClient({ url: 'https://example.com/python', headers })
 * await client.execute('1 + 1').value() // 2
 * ```
 */
export class MontyClient {
  readonly #url: string
  readonly #options: MontyClientOptions

  constructor(options: MontyClientOptions) {
    this.#url = String(options.url).replace(/\/+$/, '')
    this.#options = options
  }

  /** Runs a program. Never throws: failures are outcomes. */
  execute(code: string, options: ClientExecuteOptions = {}): ClientExecution {
    const { inputs, signal } = options
    const body = inputs === undefined ? { code } : { code, inputs: toService(inputs) }
    return this.#begin('/runs', body, signal)
  }

  /** Resumes a paused run. */
  resume(
    token: string,
    decisions: readonly ClientDecision[],
    options: { signal?: AbortSignal } = {},
  ): ClientExecution {
    return this.#begin('/resumptions', { token, decisions: toService(decisions) }, options.signal)
  }

  /** Follows a run that was started before; with `lastEventId`, from the next event on. */
  follow(id: string, options: { lastEventId?: string } = {}): ClientExecution {
    return new ClientExecution(this, Promise.resolve({ id, runId: id }), options.lastEventId)
  }

  /** The runs that wait for decisions. */
  async pausedRuns(): Promise<ClientPausedRun[]> {
    return fromService(await this.#json('GET', '/paused')) as ClientPausedRun[]
  }

  #begin(path: string, body: Json, signal: AbortSignal | undefined): ClientExecution {
    const started = this.#json('POST', path, body) as Promise<{ id: string; runId: string }>
    const execution = new ClientExecution(this, started, undefined)
    if (signal?.aborted === true) execution.cancel()
    else signal?.addEventListener('abort', () => execution.cancel(), { once: true })
    return execution
  }

  async #json(method: string, path: string, body?: Json): Promise<Json> {
    const response = await this.request(method, path, body)
    return (await response.json()) as Json
  }

  /**
   * Makes a request.
   *
   * @internal
   * @throws RemoteError when the service refuses the request
   */
  async request(
    method: string,
    path: string,
    body?: Json,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const { headers = {}, fetch: send = fetch } = this.#options
    const given = typeof headers === 'function' ? await headers() : headers
    const request = new Request(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', ...given, ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await send(request)
    if (response.ok) return response
    const { title = response.statusText } = (await response.json().catch(() => ({}))) as {
      title?: string
    }
    throw new RemoteError(title, { name: 'ServiceError', details: { status: response.status } })
  }
}

/** A run that was started or is being followed. */
export class ClientExecution {
  /** The service's id of the run; resolves when the service has accepted the run. */
  readonly id: Promise<string>
  /** The id of the run; resolves when the service has accepted the run. */
  readonly runId: Promise<string>
  /** The run's events from the start, for any number of readers. Ends with the run. */
  readonly events: AsyncIterable<ClientEvent>
  /** The run's outcome. Never rejects. */
  readonly outcome: Promise<ClientOutcome>
  readonly #client: MontyClient

  /** @internal */
  constructor(
    client: MontyClient,
    started: Promise<{ id: string; runId: string }>,
    lastEventId: string | undefined,
  ) {
    this.#client = client
    this.id = started.then(({ id }) => id)
    this.runId = started.then(({ runId }) => runId)
    this.id.catch(() => {})
    this.runId.catch(() => {})
    const events = new EventBuffer()
    this.events = events
    this.outcome = this.#follow(events, lastEventId)
  }

  async #follow(events: EventBuffer, lastEventId: string | undefined): Promise<ClientOutcome> {
    try {
      const id = await this.id
      const outcome = await this.#read(
        events,
        `/runs/${encodeURIComponent(id)}/events`,
        lastEventId,
      )
      return outcome
    } catch (error) {
      const failure = error instanceof RemoteError ? error : new RemoteError(String(error))
      return { status: 'crashed', error: failure, stdout: '', calls: [], artifacts: [], usage: {} }
    } finally {
      events.close()
    }
  }

  /** Reads events to the end of the run, reconnecting as often as needed. */
  async #read(
    events: EventBuffer,
    path: string,
    after: string | undefined,
  ): Promise<ClientOutcome> {
    let last = after
    for (let failures = 0; failures < ATTEMPTS; failures++) {
      try {
        const headers = last === undefined ? undefined : { 'last-event-id': last }
        const { body } = await this.#client.request('GET', path, undefined, headers)
        for await (const { id, data } of sentEvents(body!)) {
          last = id
          failures = 0
          const event = fromService(data) as ClientEvent
          events.push(event)
          if (event.type === 'done') return event['outcome'] as ClientOutcome
        }
      } catch (error) {
        if (error instanceof RemoteError) throw error
      }
      // A browser has only the global timers.
      await new Promise((resolve) => {
        globalThis['setTimeout'](resolve, FIRST_WAIT_MS * 2 ** failures)
      })
    }
    throw new RemoteError('the connection to the service was lost', { name: 'ServiceError' })
  }

  /**
   * The value of the last expression.
   *
   * @throws RemoteError for any outcome but `ok`
   */
  async value(): Promise<unknown> {
    const outcome = await this.outcome
    switch (outcome.status) {
      case 'ok':
        return outcome.value
      case 'paused':
        throw new RemoteError('the run waits for decisions: see outcome')
      default:
        throw outcome.error
    }
  }

  /**
   * The content of a file that the run has written, once the run has ended or paused. The file is
   * untrusted, as Python wrote it: show only images in a page of yours.
   *
   * @throws RemoteError when the file does not exist
   */
  async artifact(name: string): Promise<Blob> {
    const path = name.split('/').map(encodeURIComponent).join('/')
    const id = encodeURIComponent(await this.id)
    const response = await this.#client.request('GET', `/runs/${id}/artifacts/${path}`)
    return response.blob()
  }

  /** Cancels the run. Does nothing after its end. */
  cancel(): void {
    void this.id
      .then((id) => this.#client.request('POST', `/runs/${encodeURIComponent(id)}/cancel`))
      .catch(() => {})
  }
}

/** Buffers all events, for any number of readers, each from the start. */
class EventBuffer implements AsyncIterable<ClientEvent> {
  readonly #events: ClientEvent[] = []
  #isClosed = false
  #waiting: Array<() => void> = []

  push(event: ClientEvent): void {
    this.#events.push(event)
    this.#wake()
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ClientEvent, void, undefined> {
    for (let at = 0; ; at++) {
      while (at >= this.#events.length) {
        if (this.#isClosed) return
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve)
        })
      }
      yield this.#events[at]!
    }
  }
}
