import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { serve } from '../../src/cli/serve/server.js'

const MIB = 2 ** 20

/** A response that never ends, and how often a mebibyte of it was asked for. */
function endless(): { response: Response; pulls: () => number; isCancelled: () => boolean } {
  let [pulls, isCancelled] = [0, false]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls++
      controller.enqueue(new Uint8Array(MIB))
    },
    cancel() {
      isCancelled = true
    },
  })
  return { response: new Response(body), pulls: () => pulls, isCancelled: () => isCancelled }
}

test('a client that does not read is sent no more than its connection holds, and then let go', async () => {
  const { response, pulls, isCancelled } = endless()
  const served = await serve(async () => response, { host: '127.0.0.1', port: 0 })
  try {
    const client = connect(Number(new URL(served.url).port), '127.0.0.1')
    client.pause()
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await delay(500)
    const held = pulls()
    // What the sockets of the system hold.
    expect(held).toBeLessThan(32)
    await delay(200)
    expect(pulls()).toBe(held)
    client.destroy()
    for (let tries = 0; tries < 50 && !isCancelled(); tries++) await delay(20)
    expect(isCancelled()).toBe(true)
  } finally {
    await served.close()
  }
})

test('a client that reads gets all of it', async () => {
  const parts = Array.from({ length: 20 }, (_, index) => new Uint8Array(MIB).fill(index))
  const served = await serve(async () => new Response(new Blob(parts).stream()), {
    host: '127.0.0.1',
    port: 0,
  })
  try {
    const bytes = new Uint8Array(await (await fetch(served.url)).arrayBuffer())
    expect(bytes).toHaveLength(20 * MIB)
    expect(parts.every((_, index) => bytes[index * MIB + 5] === index)).toBe(true)
  } finally {
    await served.close()
  }
})
