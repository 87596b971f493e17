import {
  Monty,
  MontyRuntime,
  MontySyntaxError,
  MontyTypingError,
  type ResourceLimits,
  type RunEvent,
  stubs,
} from '../../index.js'
import { runReport } from '../../pages/report.js'
import { messageOf } from '../cli-error.js'
import { fileURLToPath, fs } from '../node.js'
import { failureText } from '../run/failure-text.js'
import { jsonOrText, valueText } from '../run/value-text.js'
import { colorsFor } from '../terminal/colors.js'
import type { LoadedTools } from '../tools/load.js'
import type { Example } from './examples.js'
import { playPage } from './page.js'

/** So many reports are kept, for the page to show. */
const MOST_REPORTS = 20
const MAX_BODY = 1_048_576
const NO_COLORS = colorsFor({ isTTY: false })

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** Answers the requests of the playground's page. */
export class Playground {
  readonly #loaded: LoadedTools
  readonly #page: string
  readonly #stubs: string
  readonly #reports = new Map<string, string>()

  constructor(loaded: LoadedTools, examples: readonly Example[]) {
    this.#loaded = loaded
    this.#stubs = stubs(loaded.tools)
    this.#page = playPage(stubs(loaded.tools, { modules: loaded.modules }), examples)
  }

  /** Gets ready what the first run would have to wait for: a worker, and the type checker. */
  async warmUp(): Promise<void> {
    const running = new Monty('1').runAsync({ isolation: 'process' })
    await Promise.allSettled([running, this.#check('1')])
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const route = `${request.method} ${pathname.replace(/[\w-]{36}$/, 'ID')}`
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
          Response.json(await this.#check(code), { headers: HEADERS }),
        )
      case 'POST /run':
        return this.#posted(request, async (asked) => this.#run(asked, request.signal))
      default:
        return new Response('There is nothing here.', { status: 404, headers: HEADERS })
    }
  }

  /** Requests with JSON, which no page of another site can send without asking first. */
  async #posted(
    request: Request,
    answer: (asked: { code: string; limits?: ResourceLimits }) => Promise<Response>,
  ): Promise<Response> {
    if (request.headers.get('content-type') !== 'application/json')
      return new Response('no JSON', { status: 415 })
    const body = await request.text()
    if (body.length > MAX_BODY) return new Response('too long', { status: 413 })
    const asked = JSON.parse(body) as { code: unknown; limits?: ResourceLimits }
    return typeof asked.code === 'string'
      ? answer(asked as { code: string })
      : new Response('there is no code', { status: 400 })
  }

  async #check(code: string): Promise<object[]> {
    const { modules } = this.#loaded
    try {
      const options = { typeStubs: this.#stubs, modules, typeCheck: true } as const
      await Monty.create(code, { ...options, isolation: 'process' })
      return []
    } catch (error) {
      if (error instanceof MontyTypingError) return [...error.diagnostics]
      if (!(error instanceof MontySyntaxError)) throw error
      const [frame] = error.traceback().slice(-1)
      const place = frame ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }
      return [{ ...place, severity: 'error', message: error.display('type-msg') }]
    }
  }

  #run(
    { code, limits = {} }: { code: string; limits?: ResourceLimits },
    signal: AbortSignal,
  ): Response {
    const encoder = new TextEncoder()
    const told = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        const tell = (what: object): void => {
          if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(what)}\n`))
        }
        try {
          await this.#drive(code, limits, signal, tell)
        } catch (error) {
          tell({ type: 'done', status: 'error', text: messageOf(error), report: 'about:blank' })
        }
        if (!signal.aborted) controller.close()
      },
    })
    return new Response(told, { headers: { ...HEADERS, 'content-type': 'application/x-ndjson' } })
  }

  async #drive(
    code: string,
    limits: ResourceLimits,
    signal: AbortSignal,
    tell: (what: object) => void,
  ): Promise<void> {
    const events: RunEvent[] = []
    const onEvent = (event: RunEvent): void => {
      events.push(event)
      tellEvent(event, tell)
    }
    const runtime = new MontyRuntime({
      ...this.#loaded,
      limits,
      extensions: [{ name: 'playground', onEvent }],
    })
    try {
      const outcome = await runtime.execute(code, { signal }).outcome
      const id = crypto.randomUUID()
      this.#reports.set(id, runReport(events))
      if (this.#reports.size > MOST_REPORTS)
        this.#reports.delete(this.#reports.keys().next().value!)
      const shown =
        outcome.status === 'ok'
          ? (valueText(outcome.value) ?? '')
          : outcome.status === 'paused'
            ? 'It waits for an approval, which the playground does not give.'
            : failureText(outcome, 'main.py', NO_COLORS)
      tell({ type: 'done', status: outcome.status, text: shown, report: `report/${id}` })
    } finally {
      await runtime.close()
    }
  }

  #report(id: string): Response {
    const page = this.#reports.get(id)
    if (page === undefined)
      return new Response('The report is gone.', { status: 404, headers: HEADERS })
    // It has a policy of its own, and only our page may show it.
    const headers = {
      ...HEADERS,
      'content-security-policy': "frame-ancestors 'self'",
      'content-type': 'text/html; charset=utf-8',
    }
    return new Response(page, { headers })
  }
}

/** A call in a few words. */
function calledText({ name, args, kwargs }: Extract<RunEvent, { readonly type: 'call' }>): string {
  const given = [
    ...args.map((value) => shortly(value)),
    ...Object.entries(kwargs).map(([keyword, value]) => `${keyword}=${shortly(value)}`),
  ]
  return `${name}(${given.join(', ')})`
}

function shortly(value: unknown): string {
  const text = JSON.stringify(jsonOrText(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function tellEvent(event: RunEvent, tell: (what: object) => void): void {
  if (event.type === 'stdout') tell({ type: 'printed', stream: event.stream, text: event.text })
  if (event.type === 'call')
    tell({ type: 'call', id: event.callId, text: `→ ${calledText(event)}` })
  if (event.type === 'result' || event.type === 'error') {
    const isGood = event.type === 'result'
    const came = isGood ? (valueText(event.value) ?? 'None').slice(0, 200) : messageOf(event.error)
    tell({
      type: 'ended',
      id: event.callId,
      isGood,
      text: `← ${event.name} ${event.durationMs.toFixed(0)} ms: ${came}`,
    })
  }
}

const text = (body: string, type: string): Response =>
  new Response(body, { headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8` } })
