import { binding } from '../binding.js'
import { Reader } from '../wire/reader.js'
import { free } from '../wire/memory.js'
import type { Writer } from '../wire/writer.js'

/** Kind, subject, whether it may wait, length of the setup, length of setup and message. */
const words = new Uint32Array(5)
let body: Buffer | undefined = undefined
let exchange: ((body?: Buffer) => Buffer | null) | undefined = undefined
const reader = new Reader(Buffer.alloc(0))
/** The reply, if it is in memory of its own. */
let reply: Buffer | null = null

/** The number that the reply gave; nobody's when what was asked is over, and freed. */
export function subjectOfReply(): number {
  return words[1]!
}

/**
 * Crosses to the engine with what `writer` holds, the first `setupBytes` of which say how a run is
 * set up. The reply is read before the next one comes.
 *
 * @throws when the engine cannot make sense of the request
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

/** Gives back the memory of the reply, which was read. */
export function freeReply(): void {
  if (reply === null) return
  free(reply)
  reply = null
}

/** The reply, in memory that is the caller's from now on. */
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
  // The memory grew, or a message is written in the midst of another.
  exchange ??= binding().openMailbox(words, buffer)
  const answer = exchange(buffer)
  body = buffer
  return answer
}
