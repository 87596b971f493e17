/**
 * What runs in a thread that has an instance of the module to itself: it takes the module first and frames then, and
 * gives frames, or `{ code, detail }` when it can serve no more. As a text, since a bundler that shortens names
 * or adds its own would spoil a function that is read back.
 */
export const THREAD_SOURCE = `'use strict'
const port = typeof require === 'function' ? require('node:worker_threads').parentPort : null
const send = port
  ? (data, transferred) => port.postMessage(data, transferred)
  : (data, transferred) => self.postMessage(data, transferred)
let engine
let wordsAt = 0

function bytesAt(at, length) {
  return new Uint8Array(engine.memory.buffer, at >>> 0, length)
}

function start(module) {
  const host = {
    monotonic_now: () => performance.now(),
    wall_now: () => Date.now(),
    random(at, length) {
      for (let done = 0; done < length; done += 65536) {
        crypto.getRandomValues(bytesAt((at >>> 0) + done, Math.min(65536, length - done)))
      }
    },
    reply(at, length) {
      const bytes = bytesAt(at, length).slice()
      send(bytes, [bytes.buffer])
    },
  }
  engine = new WebAssembly.Instance(module, { host }).exports
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
    if (engine === undefined) start(data)
    else serve(data)
  } catch (error) {
    isOver = true
    send({ code: engine ? engine.exit_code() : 0, detail: String(error && error.message) }, [])
  }
}
if (port) port.on('message', receive)
else self.onmessage = (event) => receive(event.data)
`
