import { type ResourceLimits, stubs } from '../../index.js'
import { boundedBody } from '../../internals.js'
import { fileURLToPath, fs } from '../node.js'
import type { LoadedTools } from '../tools/load.js'
import type { Example } from './examples.js'
import { playPage } from './page.js'
import { PlaygroundRunner } from './runner.js'

/** Maximum number of reports kept for the page. */
const MAX_REPORTS = 20
const MAX_BODY = 1_048_576

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** Handles the requests of the playground's page. */
export class Playground {
  readonly #runner: PlaygroundRunner
  readonly #page: string
  readonly #reports = new Map<string, string>()

  constructor(loaded: LoadedTools, examples: readonly Example[]) {
    this.#runner = new PlaygroundRunner(loaded, (report) => this.#keep(report))
    this.#page = playPage(stubs(loaded.tools, { modules: loaded.modules }), examples)
  }

  /** Prepares what the first run would have to wait for. */
  warmUp(): Promise<void> {
    return this.#runner.warmUp()
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const route = `${method} ${pathname.replace(/[\w-]{36}$/, 'ID')}`
    switch (route) {
      case 'GET /':
        return text(this.#page, 'text/html')
      case 'GET /app.js':
        return text(
          fs.readFileSync(fileURLToPath(new URL('play/app.js', import.meta.url)), 'utf8'),
          'text/javascript',
        )
      case 'GET /report/ID':
        return this.#report(pathname.slice('/report/'.length))
      case 'POST /check':
        return this.#posted(request, async ({ code }) =>
          Response.json(await this.#runner.check(code), { headers: HEADERS }),
        )
      case 'POST /run':
        return this.#posted(request, async (asked) => this.#run(asked, request.signal))
      default:
        return new Response('There is nothing here.', { status: 404, headers: HEADERS })
    }
  }

  /** Handles requests with JSON, which pages of other origins cannot send without a preflight. */
  async #posted(
    request: Request,
    answer: (asked: { code: string; limits?: ResourceLimits }) => Promise<Response>,
  ): Promise<Response> {
    if (request.headers.get('content-type') !== 'application/json')
      return new Response('no JSON', { status: 415 })
    const body = await boundedBody(request, MAX_BODY).catch(() => undefined)
    if (body === undefined) return new Response('too long', { status: 413 })
    const asked = asJson(body) as { code?: unknown; limits?: ResourceLimits } | null | undefined
    return typeof asked?.code === 'string'
      ? answer(asked as { code: string })
      : new Response('there is no code', { status: 400 })
  }

  #run(
    { code, limits = {} }: { code: string; limits?: ResourceLimits },
    signal: AbortSignal,
  ): Response {
    const encoder = new TextEncoder()
    const stream = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        const send = (event: object): void => {
          if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
        }
        await this.#runner.run(code, limits, signal, send)
        if (!signal.aborted) controller.close()
      },
    })
    return new Response(stream, { headers: { ...HEADERS, 'content-type': 'application/x-ndjson' } })
  }

  #keep(report: string): string {
    const id = crypto.randomUUID()
    this.#reports.set(id, report)
    if (this.#reports.size > MAX_REPORTS) this.#reports.delete(this.#reports.keys().next().value!)
    return `report/${id}`
  }

  #report(id: string): Response {
    const page = this.#reports.get(id)
    if (page === undefined)
      return new Response('The report is gone.', { status: 404, headers: HEADERS })
    // The report has its own policy, and only our page may embed it.
    const headers = {
      ...HEADERS,
      'content-security-policy': "frame-ancestors 'self'",
      'content-type': 'text/html; charset=utf-8',
    }
    return new Response(page, { headers })
  }
}

/** Parses JSON; `undefined` if it is invalid. */
function asJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

const text = (body: string, type: string): Response =>
  new Response(body, { headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8` } })
