import { cancelLater, delay, later } from '../../core/timers.js'
import type { Artifact } from '../../host/outcome.js'
import { artifactHeaders } from '../files/artifact-headers.js'
import type { RunEvent } from '../observe/events.js'
import { soon } from '../../core/drive/in-slices.js'
import { portableTextWithin } from '../portable/text-slices.js'
import { portableValue } from '../portable/value.js'
import { boundedBody } from './bounded-body.js'
import { Refusal } from './refusal.js'
import type { Found } from './source.js'
import { bareEvent, eventWithoutBytes } from './without-bytes.js'

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

/** A JSON response. */
export function reply(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return replyText(status, JSON.stringify(body), headers)
}

/** A response with JSON that was written already. */
export function replyText(
  status: number,
  json: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(json, {
    status,
    headers: { 'content-type': 'application/json', ...HEADERS, ...headers },
  })
}

/** Bytes of a file that are sent at once. */
const PIECE_BYTES = 256 * 1024

/** A response with a file that a run wrote, sent piece by piece: a body of bytes would be copied whole. */
export function fileReply(file: Artifact): Response {
  const { bytes } = file
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(new Uint8Array(bytes.subarray(at, at + PIECE_BYTES)))
      at += PIECE_BYTES
    },
  })
  return new Response(body, { headers: { ...artifactHeaders(file), ...HEADERS } })
}

/** A problem response, as of RFC 9457. */
export function problem(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): Response {
  return reply(
    status,
    { status, title },
    { ...headers, 'content-type': 'application/problem+json' },
  )
}

/**
 * The body of a request as a JSON object.
 *
 * @throws Refusal when the body is too long, or not an object
 */
export async function bodyOf(request: Request, maxBytes: number): Promise<Record<string, unknown>> {
  const text = await boundedBody(request, maxBytes).catch(endedEarly)
  if (text === undefined) throw new Refusal(413, `the body may have ${maxBytes} bytes at most`)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'the body must be JSON')
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>
  }
  throw new Refusal(400, 'the body must be an object')
}

/** The client disconnected, which is not a failure of the service. */
function endedEarly(): never {
  throw new Refusal(400, 'the body ended early')
}

/** Interval of keep-alive comments, as proxies close idle connections. */
const ALIVE_MS = 15_000

/** Time to wait for the first event before the response begins, in ms. */
const FIRST_MS = 200

/**
 * A run's events as server-sent events: each with its number, for `Last-Event-ID`. A reader that has seen the last one is
 * answered with a 204, after which browsers do not connect again.
 */
export async function eventStream(
  { execution, skip, leave }: Found,
  { from, maxBytes }: { readonly from: number; readonly maxBytes: number },
): Promise<Response> {
  const events = execution.events[Symbol.asyncIterator]()
  let first: Promise<IteratorResult<RunEvent>> | undefined = nextAfter(events, skip)
  if (from > 0 && (await Promise.race([first, delay(FIRST_MS)]))?.done === true) {
    leave()
    return new Response(null, { status: 204, headers: HEADERS })
  }
  const encoder = new TextEncoder()
  let isOver = false
  let number = from
  let alive: NodeJS.Timeout | undefined
  const end = (): void => {
    isOver = true
    cancelLater(alive)
    leave()
  }
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const keepAlive = (): void => {
        alive = later(() => {
          if (isOver) return
          controller.enqueue(encoder.encode(':\n\n'))
          keepAlive()
        }, ALIVE_MS)
      }
      keepAlive()
    },
    async pull(controller) {
      const next = await (first ?? events.next())
      first = undefined
      if (isOver) return
      if (next.done === true) {
        end()
        return controller.close()
      }
      const { type } = next.value
      const data =
        (await soon(portableTextWithin(eventWithoutBytes(next.value), maxBytes))) ??
        JSON.stringify(portableValue(eventWithoutBytes(bareEvent(next.value))))
      if (isOver) return
      controller.enqueue(encoder.encode(`id: ${number}\nevent: ${type}\ndata: ${data}\n\n`))
      number++
    },
    cancel() {
      end()
      void events.return?.()
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', ...HEADERS },
  })
}

/** The next event after `skip` others. */
async function nextAfter(
  events: AsyncIterator<RunEvent>,
  skip: number,
): Promise<IteratorResult<RunEvent>> {
  for (let skipped = 0; skipped < skip; skipped++) {
    const next = await events.next()
    if (next.done === true) return next
  }
  return events.next()
}
