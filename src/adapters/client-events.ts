import type { ClientEvent } from './client-types.js'
import type { Json } from './client-values.js'

/** One event of a stream of server-sent events. */
export interface SentEvent {
  readonly id: string
  readonly data: Json
}

/** Parses server-sent events in the form that the service sends them in. */
export async function* sentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<SentEvent, void, undefined> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const event = parse(rest.slice(0, end))
        rest = rest.slice(end + 2)
        if (event !== undefined) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function parse(block: string): SentEvent | undefined {
  let id = ''
  let data: string | undefined
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) id = line.slice(4)
    if (line.startsWith('data: ')) data = line.slice(6)
  }
  return data === undefined ? undefined : { id, data: JSON.parse(data) as Json }
}

/** Buffers all events, for any number of readers, each from the start. */
export class EventBuffer implements AsyncIterable<ClientEvent> {
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
