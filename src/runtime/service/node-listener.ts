import type { IncomingMessage, ServerResponse } from 'node:http'
import { MontyUsageError } from '../../core/errors.js'

/** Answers requests of Node's `http`, and of frameworks over it, such as Express. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/**
 * Makes a function from a `Request` to a `Response`, such as a service of {@link pythonService}, a listener of Node's own
 * `http`. Where middleware reads bodies, as `express.json()` does, mount it before that.
 *
 * @throws MontyUsageError for a value that is no function
 * @example
 * ```ts
 * const service = pythonService(runtime, { authenticate: () => 'ada' })
 * app.use('/python', nodeListener(service)) // In Express; or createServer(nodeListener(service)) of node:http.
 * ```
 */
export function nodeListener(handle: (request: Request) => Promise<Response>): NodeListener {
  if (typeof handle !== 'function') {
    throw new MontyUsageError('nodeListener takes a function from a Request to a Response')
  }
  return (incoming, outgoing) => void answer(handle, incoming, outgoing)
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const request = requestOf(incoming, gone.signal)
  if (request === undefined) {
    outgoing.writeHead(400)
    outgoing.end('The request makes no sense.')
    return
  }
  try {
    const response = await handle(request)
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (response.body !== null && incoming.method !== 'HEAD') await send(response.body, outgoing)
    outgoing.end()
  } catch (error) {
    // Clients must not see the details.
    process.emitWarning(error instanceof Error ? error : String(error))
    if (!outgoing.headersSent) outgoing.writeHead(500)
    outgoing.end('Something failed here.')
  }
}

/** Sends a body no faster than the client reads it. */
async function send(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader()
  // A client that is gone ends the body, also while the next part of it is waited for.
  const leave = (): void => void reader.cancel().catch(() => {})
  outgoing.once('close', leave)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done || outgoing.destroyed) return
      if (!outgoing.write(value)) await untilDrained(outgoing)
    }
  } finally {
    outgoing.off('close', leave)
  }
}

/** Waits until a slow client has read the data, or is gone. */
const untilDrained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go)
      outgoing.off('close', go)
      resolve()
    }
    outgoing.on('drain', go)
    outgoing.on('close', go)
  })

/** Converts a request to a Fetch request; `undefined` if its address or method is invalid. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const { Readable } = process.getBuiltinModule('node:stream')
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}
  // Express takes the path of a mounted router away from `url`.
  const { originalUrl = incoming.url ?? '/' } = incoming as { originalUrl?: string }
  try {
    const origin = new URL(`http://${incoming.headers.host || 'localhost'}`)
    // Anything else in the header would become part of the path.
    if (origin.href !== `${origin.origin}/`) return undefined
    const init = { method, headers, signal, ...body } as RequestInit
    return new Request(`${origin.origin}${originalUrl}`, init)
  } catch {
    return undefined
  }
}
