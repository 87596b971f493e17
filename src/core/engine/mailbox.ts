import { binding } from '../binding.js'
import { Reader } from '../wire/reader.js'
import { free } from '../wire/memory.js'
import type { Writer } from '../wire/writer.js'

/** Kind, subject, whether the call may wait, length of the setup, length of setup and message. */
const words = new Uint32Array(5)
let body: Buffer | undefined = undefined
let exchange: ((body?: Buffer) => Buffer | null) | undefined = undefined
const reader = new Reader(Buffer.alloc(0))
/** The reply, if it is in memory of its own. */
let reply: Buffer | null = null

/** The subject number of the reply; `NOBODY` when the execution is over, and freed. */
export function subjectOfReply(): number {
  return words[1]!
}

/**
 * Sends a request to the engine: the content of `writer`, of which the first `setupBytes` are the run's
 * setup. The reply must be read before the next request.
 *
 * @throws when the engine cannot decode the request
 */
export function ask(
  kind: number,
  subject: number,
  writer: Writer,
  setupBytes: number,
  wait: boolean,
): Reader {
  words[0] = kind
  words[1] = subject
  words[2] = wait ? 1 : 0
  words[3] = setupBytes
  words[4] = writer.length
  reply = cross(writer.buffer)
  if (reply === null) reader.reset(writer.buffer, words[4])
  else reader.reset(reply, reply.length)
  return reader
}

/** Frees the memory of a reply that was read. */
export function freeReply(): void {
  if (reply === null) return
  free(reply)
  reply = null
}

/** The reply in memory owned by the caller. */
export function keepReply(): Buffer {
  const { position, remaining } = reader
  if (reply === null || reply.buffer.byteLength !== reply.length) {
    return Buffer.from((reply ?? body!).subarray(position, position + remaining))
  }
  const kept = reply.subarray(position)
  reply = null
  return kept
}

function cross(buffer: Buffer): Buffer | null {
  if (buffer === body) return exchange!()
  // The memory has grown, or a message is written while another one is.
  exchange ??= binding().openMailbox(words, buffer)
  const answer = exchange(buffer)
  body = buffer
  return answer
}
