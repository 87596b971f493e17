import { MAX_CHECKER_BYTES } from './checker.js'

/**
 * The code of a worker thread that has an instance of the module to itself. The thread receives `{ engine }`
 * first and frames then, with `{ checker }` before the first frames that check types. It sends frames, or `{
 * code, detail }` when it can serve no more. It is a string, since bundlers that rename or instrument
 * functions would break a function that is converted to source.
 */
export const THREAD_SOURCE = `'use strict'
const port = typeof require === 'function' ? require('node:worker_threads').parentPort : null
const send = port
  ? (data, transferred) => port.postMessage(data, transferred)
  : (data, transferred) => self.postMessage(data, transferred)
let engine
let wordsAt = 0
let checkerModule
let checker
let answer

const partOf = (instance, at, length) => new Uint8Array(instance.memory.buffer, at >>> 0, length)
const bytesAt = (at, length) => partOf(engine, at, length)

function start(module, more) {
  const host = {
    monotonic_now: () => performance.now(),
    wall_now: () => Date.now(),
    random(at, length) {
      for (let done = 0; done < length; done += 65536) {
        const part = partOf(started, (at >>> 0) + done, Math.min(65536, length - done))
        crypto.getRandomValues(part)
      }
    },
    ...more,
  }
  const started = new WebAssembly.Instance(module, { host }).exports
  return started
}

const forEngine = {
  reply(at, length) {
    const bytes = bytesAt(at, length).slice()
    send(bytes, [bytes.buffer])
  },
  check(at, length) {
    try {
      checker ??= start(checkerModule)
      const request = checker.checker_request(length)
      partOf(checker, request, length).set(bytesAt(at, length))
      const found = checker.checker_check()
      answer = partOf(checker, found, checker.checker_answer_bytes()).slice()
      if (checker.memory.buffer.byteLength > ${MAX_CHECKER_BYTES}) checker = undefined
      return answer.length
    } catch (error) {
      checker = undefined
      answer = new TextEncoder().encode(String(error && error.message))
      return -answer.length
    }
  },
  take_answer(at) {
    bytesAt(at, answer.length).set(answer)
    answer = undefined
  },
}

function begin(module) {
  engine = start(module, forEngine)
  wordsAt = engine.mailbox_words() >>> 0
}

function serve(frames) {
  const at = engine.mailbox_body(frames.length)
  bytesAt(at, frames.length).set(frames)
  new Uint32Array(engine.memory.buffer, wordsAt, 5).set([0, 0, 0, 0, frames.length])
  if (engine.serve_frames() === 1) return
  const words = new Uint32Array(engine.memory.buffer, wordsAt, 5)
  throw new Error(new TextDecoder().decode(bytesAt(words[0], words[4])))
}

let isOver = false
function receive(data) {
  if (isOver) return
  try {
    if (data.engine !== undefined) begin(data.engine)
    else if (data.checker !== undefined) checkerModule = data.checker
    else serve(data)
  } catch (error) {
    isOver = true
    send({ code: engine ? engine.exit_code() : 0, detail: String(error && error.message) }, [])
  }
}
if (port) port.on('message', receive)
else self.onmessage = (event) => receive(event.data)
`
