import { EventBuffer, sentEvents } from './client-events.js'
import { isPassing, reasonOf, retryAfterOf } from './client-failures.js'
import type { ClientDecision, ClientEvent, ClientOutcome, ClientPausedRun } from './client-types.js'
import { fromService, type Json, RemoteError, toService } from './client-values.js'

export type {
  ClientArtifact,
  ClientDecision,
  ClientEvent,
  ClientOutcome,
  ClientPausedRun,
  ClientPendingCall,
} from './client-types.js'
export type { FailureStatus } from '../hints/failure.js'
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

/**
 * Maximum number of attempts to reconnect, and the wait before the second, which doubles each time.
 */
const ATTEMPTS = 8
const FIRST_WAIT_MS = 100
/** What the service says of a run: its outcome, or that it has gone on as another one. */
type ClientState = ClientOutcome | { readonly status: 'running'; readonly id: string }

const pathOf = (id: string): string => `/runs/${encodeURIComponent(id)}`

/** The status of a reply to who has seen the last event. */
const NOTHING_LEFT = 204

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

  /** @throws TypeError without a url */
  constructor(options: MontyClientOptions) {
    const { url } = (options ?? {}) as Partial<MontyClientOptions>
    if (!(url instanceof URL) && (typeof url !== 'string' || url === '')) {
      throw new TypeError('MontyClient needs the url at which the service is mounted')
    }
    this.#url = String(url).replace(/\/+$/, '')
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

  /**
   * Ends a run, or what it has become since it was paused. A run that waits for decisions is given
   * up.
   *
   * @throws RemoteError when there is no run of that id
   */
  async cancel(id: string): Promise<void> {
    await this.request('DELETE', pathOf(id))
  }

  /** The runs that wait for decisions. */
  async pausedRuns(): Promise<ClientPausedRun[]> {
    return fromService(await this.json('GET', '/paused')) as ClientPausedRun[]
  }

  #begin(path: string, body: Json, signal: AbortSignal | undefined): ClientExecution {
    const started = this.json('POST', path, body) as Promise<{ id: string; runId: string }>
    const execution = new ClientExecution(this, started, undefined)
    const cancel = (): void => execution.cancel()
    if (signal?.aborted === true) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
    void execution.outcome.finally(() => signal?.removeEventListener('abort', cancel))
    return execution
  }

  /**
   * The reply of a service, as JSON.
   *
   * @internal
   * @throws RemoteError when the service refuses the request, or does not answer it
   */
  async json(method: string, path: string, body?: Json): Promise<Json> {
    try {
      const response = await this.request(method, path, body)
      return (await response.json()) as Json
    } catch (error) {
      if (error instanceof RemoteError) throw error
      throw new RemoteError(`no service answers at ${this.#url}: ${reasonOf(error)}`, {
        name: 'ServiceError',
      })
    }
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
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    throw new RemoteError(title, {
      name: 'ServiceError',
      details: {
        status: response.status,
        ...(Number.isNaN(retryAfter) ? {} : { retryAfterMs: retryAfter * 1_000 }),
      },
    })
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
  #isOver = false

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
      return await this.#read(events, pathOf(id), lastEventId)
    } catch (error) {
      const failure = error instanceof RemoteError ? error : new RemoteError(String(error))
      return { status: 'crashed', error: failure, stdout: '', calls: [], artifacts: [], usage: {} }
    } finally {
      this.#isOver = true
      events.close()
    }
  }

  /** Reads events to the end of the run, reconnecting as often as needed. */
  async #read(
    events: EventBuffer,
    from: string,
    after: string | undefined,
  ): Promise<ClientOutcome> {
    let path = from
    let last = after
    for (let failures = 0; failures < ATTEMPTS; failures++) {
      let waitMs = FIRST_WAIT_MS * 2 ** failures
      try {
        const headers = last === undefined ? undefined : { 'last-event-id': last }
        const { status, body } = await this.#client.request(
          'GET',
          `${path}/events`,
          undefined,
          headers,
        )
        // The last event was seen before.
        if (status === NOTHING_LEFT) {
          const state = fromService(await this.#client.json('GET', path)) as ClientState
          if (state.status !== 'running') return state
          path = pathOf(state.id)
          last = undefined
          continue
        }
        for await (const { id, data } of sentEvents(body!)) {
          last = id
          failures = 0
          const event = fromService(data) as ClientEvent
          events.push(event)
          if (event.type === 'done') return event['outcome'] as ClientOutcome
        }
      } catch (error) {
        if (error instanceof RemoteError && !isPassing(error)) throw error
        waitMs = Math.max(waitMs, retryAfterOf(error))
      }
      // A browser has only the global timers.
      await new Promise((resolve) => {
        globalThis['setTimeout'](resolve, waitMs)
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
    const response = await this.#client.request('GET', `${pathOf(await this.id)}/artifacts/${path}`)
    return response.blob()
  }

  /** Cancels the run. Does nothing after its end or pause: see `MontyClient.cancel`. */
  cancel(): void {
    if (this.#isOver) return
    void this.id.then((id) => this.#client.request('POST', `${pathOf(id)}/cancel`)).catch(() => {})
  }
}
