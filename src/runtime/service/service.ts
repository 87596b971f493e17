import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { cancelLater, later } from '../../core/timers.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Decision } from '../../host/outcome.js'
import { portableWithin, valueFrom } from '../portable/value.js'
import { MontyRuntime } from '../runtime.js'
import { openApi } from './openapi.js'
import { Rate, type RateLimit } from './rate.js'
import { Refusal } from './refusal.js'
import { bodyOf, eventStream, fileReply, problem, reply } from './replies.js'
import {
  QueueSource,
  RuntimeSource,
  type RunSource,
  type ServedQueue,
  type Started,
  type State,
} from './source.js'
import { toldArtifacts, toldOutcome } from './told.js'

/** Who makes a request. */
export interface Principal {
  /** Whose runs the request can begin and see. */
  readonly tenant: string
}

/** How a service is set up. */
export interface PythonServiceOptions {
  /**
   * Who makes a request: a tenant, by name or as `{ tenant }`, who sees runs of its own only. `undefined`,
   * `null` and `false` are for nobody, who gets nothing but a 401.
   */
  authenticate: (request: Request) => AuthenticateResult | Promise<AuthenticateResult>
  /** The path that the service is mounted at, such as `'/python'`. Default `''`. */
  basePath?: string
  /** How long a body may be. Default 1 MiB. */
  maxBodyBytes?: number
  /**
   * How long an outcome, a list of paused runs or an event may be. A longer outcome gets a 413, and an event comes
   * without its values. Default 4 MiB.
   */
  maxReplyBytes?: number
  /** How many requests a tenant may make. Default 600 a minute. */
  rateLimit?: RateLimit
  /** For how long a run of a runtime is found when it has ended. Default an hour. A queue says that itself. */
  keepMs?: number
}

/** What `authenticate` gives. */
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

/** Answers requests by the Fetch API. */
export type PythonService = (request: Request) => Promise<Response>

/**
 * A service that runs Python, as a function from a `Request` to a `Response`: for Hono, Next, Deno, Bun and, by
 * way of an adapter, Node's own `http`. Nobody gets anything without being known by `authenticate`, and each
 * tenant sees runs of its own only.
 *
 * @param source a runtime of this process, or a queue of `pythonQueue`
 * @throws MontyUsageError for options that make no sense
 * @example
 * ```ts
 * const service = pythonService(runtime, {
 *   authenticate: (request) => (request.headers.get('authorization') === key ? 'ada' : undefined),
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
    this.#source =
      source instanceof MontyRuntime
        ? new RuntimeSource(source, keepMs)
        : new QueueSource(checkQueue(source))
    this.#authenticate = options.authenticate
    this.#base = checkBase(basePath)
    this.#maxBodyBytes = positive(maxBodyBytes, 'maxBodyBytes')
    this.#maxReplyBytes = positive(maxReplyBytes, 'maxReplyBytes')
    positive(rateLimit.requests, 'rateLimit.requests')
    positive(rateLimit.perMs, 'rateLimit.perMs')
    this.#rate = new Rate(rateLimit)
  }

  async answer(request: Request): Promise<Response> {
    try {
      return await this.#answer(request)
    } catch (error) {
      if (error instanceof Refusal) return problem(error.status, error.message, error.headers)
      // What went wrong here is nobody's to know there.
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
          GET: async () => this.#told(await this.#source.paused(tenant)),
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

  #started({ id, execution }: Started): Response {
    const location = `${this.#base}/runs/${encodeURIComponent(id)}`
    return reply(201, { id, runId: execution.runId }, { location })
  }

  /** A value as a client says it. */
  #read(json: JsonValue): unknown {
    try {
      return valueFrom(json)
    } catch (error) {
      throw new Refusal(400, `a value is not as it should be: ${String(error)}`)
    }
  }

  /** How a run is now, also when it was resumed since. */
  async #state(tenant: string, id: string): Promise<State> {
    const state = await this.#source.state(tenant, id)
    if (state === undefined) throw notFound()
    return state
  }

  async #outcome(tenant: string, id: string): Promise<Response> {
    const { id: last, outcome } = await this.#state(tenant, id)
    if (outcome === undefined) return reply(202, { id: last, status: 'running' })
    return this.#told(toldOutcome(outcome))
  }

  /** The files of a run, or one of them. */
  async #artifacts(tenant: string, id: string, name: string): Promise<Response> {
    const { outcome } = await this.#state(tenant, id)
    if (outcome === undefined) throw new Refusal(409, 'the run is not over, and not paused')
    const { artifacts } = outcome
    if (name === '') return reply(200, toldArtifacts(artifacts))
    const file = artifacts.find((artifact) => artifact.name === name)
    if (file === undefined) throw notFound()
    return fileReply(file)
  }

  /** What there is to tell, if it can be told without holding the event loop for long. */
  #told(what: unknown): Response {
    const json = portableWithin(what, this.#maxReplyBytes)
    if (json !== undefined) return reply(200, json)
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
    return eventStream(found, { from, maxBytes: this.#maxReplyBytes }, (call, ms) => {
      const timer = later(call, ms)
      return { close: () => cancelLater(timer) }
    })
  }

  async #cancel(tenant: string, id: string): Promise<Response> {
    const { id: last } = await this.#state(tenant, id)
    await this.#source.cancel(tenant, last, 'cancelled by a request')
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

/** A part of a path. */
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

function positive(value: number, name: string): number {
  if (typeof value === 'number' && value > 0) return value
  throw new MontyUsageError(`${name} must be a number above 0`)
}
