import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Decision } from '../../host/outcome.js'
import { portableTextWithin } from '../portable/text-slices.js'
import { valueFrom } from '../portable/value.js'
import { soon } from '../../core/drive/in-slices.js'
import { MontyRuntime } from '../runtime.js'
import { openApi } from './openapi.js'
import { Rate, type RateLimit } from './rate.js'
import { Refusal } from './refusal.js'
import { bodyOf, eventStream, fileReply, problem, reply, replyText } from './replies.js'
import { QueueSource } from './queue-source.js'
import { RuntimeSource } from './runtime-source.js'
import type { RunSource, ServedQueue, Started, State } from './source.js'
import { artifactsWithoutBytes, outcomeWithoutBytes } from './without-bytes.js'

/** The authenticated client of a request. */
export interface Principal {
  /** The tenant whose runs the request can begin and access. */
  readonly tenant: string
}

/** Options of {@link pythonService}. */
export interface PythonServiceOptions {
  /**
   * Authenticates a request: returns a tenant, by name or as `{ tenant }`, which can access its own runs only. `undefined`,
   * `null` and `false` are answered with a 401.
   */
  authenticate: (request: Request) => AuthenticateResult | Promise<AuthenticateResult>
  /** Path at which the service is mounted, such as `'/python'`. Default `''`. */
  basePath?: string
  /** Maximum size of a request body. Default 1 MiB. */
  maxBodyBytes?: number
  /**
   * Maximum size of an outcome, a list of paused runs or an event. A longer outcome is answered with a 413; an event is
   * sent without its values. Default 4 MiB.
   */
  maxReplyBytes?: number
  /** Rate limit of each tenant. Default 600 requests a minute. */
  rateLimit?: RateLimit
  /** Time for which an ended run of a runtime can be requested, in ms. Default an hour. A queue has its own option. */
  keepMs?: number
}

/** Result of `authenticate`. */
export type AuthenticateResult = Principal | string | null | undefined | false

const OPTIONS = namesOf<PythonServiceOptions>({
  authenticate: true,
  basePath: true,
  maxBodyBytes: true,
  maxReplyBytes: true,
  rateLimit: true,
  keepMs: true,
})
const MIB = 1024 * 1024
const HOUR_MS = 3_600_000
const DEFAULT_RATE: RateLimit = { requests: 600, perMs: 60_000 }

/** Answers requests of the Fetch API. */
export type PythonService = (request: Request) => Promise<Response>

/**
 * A service that runs Python, as a function from a `Request` to a `Response`: for Hono, Next, Deno, Bun and, by
 * way of an adapter, Node's own `http`. Every request must pass `authenticate`, and each tenant can access its own
 * runs only.
 *
 * @param source a runtime of this process, or a queue of `pythonQueue`
 * @throws MontyUsageError for invalid options
 * @example
 * ```ts
 * const service = pythonService(runtime, {
 * authenticate: (request) => (request.headers.get('authorization') === key ? 'ada' : undefined),
 * })
 * app.all('/*', (context: { req: { raw: Request } }) => service(context.req.raw))
 * ```
 */
export function pythonService(
  source: MontyRuntime | ServedQueue,
  options: PythonServiceOptions,
): PythonService {
  const service = new Service(source, options)
  return (request) => service.answer(request)
}

class Service {
  readonly #source: RunSource
  readonly #authenticate: PythonServiceOptions['authenticate']
  readonly #base: string
  readonly #maxBodyBytes: number
  readonly #maxReplyBytes: number
  readonly #rate: Rate

  constructor(source: MontyRuntime | ServedQueue, options: PythonServiceOptions) {
    if (typeof options?.authenticate !== 'function') {
      throw new MontyUsageError('pythonService needs authenticate, which says who makes a request')
    }
    checkNames(options, OPTIONS, 'pythonService')
    const {
      basePath = '',
      maxBodyBytes = MIB,
      maxReplyBytes = 4 * MIB,
      rateLimit = DEFAULT_RATE,
      keepMs = HOUR_MS,
    } = options
    this.#authenticate = options.authenticate
    this.#base = checkBase(basePath)
    this.#maxBodyBytes = positive(maxBodyBytes, 'maxBodyBytes')
    this.#maxReplyBytes = positive(maxReplyBytes, 'maxReplyBytes')
    positive(rateLimit?.requests, 'rateLimit.requests')
    positive(rateLimit?.perMs, 'rateLimit.perMs')
    this.#rate = new Rate(rateLimit)
    this.#source =
      source instanceof MontyRuntime
        ? new RuntimeSource(source, positive(keepMs, 'keepMs'))
        : new QueueSource(checkQueue(source))
  }

  async answer(request: Request): Promise<Response> {
    try {
      return await this.#answer(request)
    } catch (error) {
      if (error instanceof Refusal) return problem(error.status, error.message, error.headers)
      // Clients must not see the details of internal errors.
      process.emitWarning(error instanceof Error ? error : String(error))
      return problem(500, 'the service failed')
    }
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname !== this.#base && !pathname.startsWith(`${this.#base}/`)) throw notFound()
    const tenant = await this.#tenantOf(request)
    const waitMs = this.#rate.wait(tenant)
    if (waitMs > 0) {
      const seconds = String(Math.ceil(waitMs / 1_000))
      throw new Refusal(429, 'too many requests', { 'retry-after': seconds })
    }
    const path = pathname.slice(this.#base.length).split('/').slice(1)
    return this.#route(request, tenant, path.map(decoded))
  }

  async #tenantOf(request: Request): Promise<string> {
    const who = await this.#authenticate(request)
    const tenant = typeof who === 'object' && who !== null ? who.tenant : who
    if (typeof tenant === 'string' && tenant !== '') return tenant
    throw new Refusal(401, 'who are you?', { 'www-authenticate': 'Bearer' })
  }

  async #route(request: Request, tenant: string, path: readonly string[]): Promise<Response> {
    const [first, id, part, ...more] = path
    const { method } = request
    if (more.length > 0 && !(first === 'runs' && part === 'artifacts')) throw notFound()
    switch (first) {
      case 'openapi.json':
        return only(method, { GET: () => reply(200, openApi(this.#base)) })
      case 'paused':
        return only(method, {
          GET: async () => this.#bounded(await this.#source.paused(tenant)),
        })
      case 'resumptions':
        return only(method, { POST: () => this.#resumeByToken(request, tenant) })
      case 'runs':
        return id === undefined
          ? only(method, { POST: () => this.#begin(request, tenant) })
          : this.#routeRun(request, tenant, id, part, more.join('/'))
      default:
        throw notFound()
    }
  }

  async #routeRun(
    request: Request,
    tenant: string,
    id: string,
    part: string | undefined,
    rest: string,
  ): Promise<Response> {
    const { method } = request
    switch (part) {
      case undefined:
        return only(method, {
          GET: () => this.#outcome(tenant, id),
          DELETE: () => this.#cancel(tenant, id),
        })
      case 'artifacts':
        return only(method, { GET: () => this.#artifacts(tenant, id, rest) })
      case 'events':
        return only(method, { GET: () => this.#events(request, tenant, id) })
      case 'cancel':
        return only(method, { POST: () => this.#cancel(tenant, id) })
      case 'decisions':
        return only(method, { POST: () => this.#decide(request, tenant, id) })
      default:
        throw notFound()
    }
  }

  async #begin(request: Request, tenant: string): Promise<Response> {
    const body = await bodyOf(request, this.#maxBodyBytes)
    const { code, inputs } = body
    const unknown = Object.keys(body).find((name) => name !== 'code' && name !== 'inputs')
    if (unknown !== undefined) {
      throw new Refusal(400, `${JSON.stringify(unknown)} is nothing here; there are: code, inputs`)
    }
    if (typeof code !== 'string') throw new Refusal(400, 'code must be a string')
    if (inputs !== undefined && (typeof inputs !== 'object' || inputs === null)) {
      throw new Refusal(400, 'inputs must be an object of values by name')
    }
    const given =
      inputs === undefined
        ? undefined
        : (this.#read(inputs as JsonValue) as Record<string, unknown>)
    return this.#started(await this.#source.begin(tenant, code, given))
  }

  #started({ id, runId }: Started): Response {
    const location = `${this.#base}/runs/${encodeURIComponent(id)}`
    return reply(201, { id, runId }, { location })
  }

  /** Deserializes a client's value. */
  #read(json: JsonValue): unknown {
    try {
      return valueFrom(json)
    } catch (error) {
      throw new Refusal(400, `a value is not as it should be: ${String(error)}`)
    }
  }

  /** The current state of a run, also when it was resumed since. */
  async #state(tenant: string, id: string): Promise<State> {
    const state = await this.#source.state(tenant, id)
    if (state === undefined) throw notFound()
    return state
  }

  async #outcome(tenant: string, id: string): Promise<Response> {
    const { id: last, outcome } = await this.#state(tenant, id)
    if (outcome === undefined) return reply(202, { id: last, status: 'running' })
    return this.#bounded(outcomeWithoutBytes(outcome))
  }

  /** The files of a run, or one of them. */
  async #artifacts(tenant: string, id: string, name: string): Promise<Response> {
    const { outcome } = await this.#state(tenant, id)
    if (outcome === undefined) throw new Refusal(409, 'the run is not over, and not paused')
    const { artifacts } = outcome
    if (name === '') return reply(200, artifactsWithoutBytes(artifacts))
    const file = artifacts.find((artifact) => artifact.name === name)
    if (file === undefined) throw notFound()
    return fileReply(file)
  }

  /** A JSON response, unless it would be too long. */
  async #bounded(what: unknown): Promise<Response> {
    const json = await soon(portableTextWithin(what, this.#maxReplyBytes))
    if (json !== undefined) return replyText(200, json)
    throw new Refusal(
      413,
      `the answer is longer than maxReplyBytes, ${this.#maxReplyBytes} bytes: let Python give less, or write files`,
    )
  }

  async #events(request: Request, tenant: string, id: string): Promise<Response> {
    const last = request.headers.get('last-event-id')
    const from = last === null ? 0 : Number(last) + 1
    if (!Number.isSafeInteger(from) || from < 0) {
      throw new Refusal(400, 'Last-Event-ID must be the id of an event')
    }
    const found = await this.#source.find(tenant, id, from)
    if (found === undefined) throw notFound()
    return eventStream(found, { from, maxBytes: this.#maxReplyBytes })
  }

  async #cancel(tenant: string, id: string): Promise<Response> {
    await this.#state(tenant, id)
    await this.#source.cancel(tenant, id, 'cancelled by a request')
    return new Response(null, { status: 204 })
  }

  async #decide(request: Request, tenant: string, id: string): Promise<Response> {
    const { decisions } = await bodyOf(request, this.#maxBodyBytes)
    const { outcome } = await this.#state(tenant, id)
    if (outcome?.status !== 'paused') throw new Refusal(409, 'the run is not paused')
    return this.#resume(tenant, outcome.token, decisions)
  }

  async #resumeByToken(request: Request, tenant: string): Promise<Response> {
    const { token, decisions } = await bodyOf(request, this.#maxBodyBytes)
    if (typeof token !== 'string') throw new Refusal(400, 'token must be a string')
    return this.#resume(tenant, token, decisions)
  }

  async #resume(tenant: string, token: string, decisions: unknown): Promise<Response> {
    if (!Array.isArray(decisions)) throw new Refusal(400, 'decisions must be an array')
    const read = this.#read(decisions as JsonValue) as Decision[]
    const started = await this.#source.resume(tenant, token, read)
    if (started === undefined) throw notFound()
    return this.#started(started)
  }
}

/** Decodes a part of a path. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw notFound()
  }
}

const notFound = (): Refusal => new Refusal(404, 'there is no such thing here')

type Handlers = Readonly<Record<string, () => Response | Promise<Response>>>

async function only(method: string, handlers: Handlers): Promise<Response> {
  if (Object.hasOwn(handlers, method)) return handlers[method]!()
  throw new Refusal(405, `${method} is nothing here`, { allow: Object.keys(handlers).join(', ') })
}

function checkQueue(source: ServedQueue): ServedQueue {
  const needed = [
    'execute',
    'resume',
    'follow',
    'outcomeOf',
    'resumptionOf',
    'cancel',
    'tenantOf',
    'pausedRuns',
  ] as const
  const missing = needed.find((name) => typeof source?.[name] !== 'function')
  if (missing === undefined) return source
  throw new MontyUsageError(
    `pythonService needs a MontyRuntime or a queue of pythonQueue: it has no ${missing}()`,
  )
}

function checkBase(base: string): string {
  if (typeof base === 'string' && /^(\/[^/?#]+)*$/.test(base)) return base
  throw new MontyUsageError("basePath must be a path without a slash at its end, such as '/python'")
}

function positive(value: number | undefined, name: string): number {
  if (typeof value === 'number' && value > 0) return value
  throw new MontyUsageError(`${name} must be a number above 0`)
}
