import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { Monty, MontyCrashedError, MontyLimitError, MontyPool } from 'monty-node'
import { rejection } from '../support/caught.js'
import { eventually } from '../support/workers.js'

// What a worker process that hostile Python took over could do, played by a script in its place.
const place = vi.hoisted(() => ({ program: undefined as string | undefined }))

vi.mock(import('../../src/isolation/worker-program.js'), async (original) => {
  const { workerProgram } = await original()
  return { workerProgram: () => place.program ?? workerProgram() }
})

const folder = mkdtempSync(join(tmpdir(), 'monty-worker-'))
const pools: MontyPool[] = []

afterEach(async () => {
  place.program = undefined
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** A program that answers the first ping well, and then does `behaviour` for each message. */
function impostor(behaviour: string): string {
  const path = join(folder, `worker-${Math.random().toString(36).slice(2)}`)
  writeFileSync(
    path,
    `#!${process.execPath}
const frame = (kind, subject, ...body) => {
  const head = Buffer.alloc(12)
  const bytes = Buffer.concat(body.map((part) => Buffer.from(part)))
  head.writeUInt32LE(8 + bytes.length, 0)
  head.writeUInt32LE(kind, 4)
  head.writeUInt32LE(subject, 8)
  return Buffer.concat([head, bytes])
}
const send = (bytes) => process.stdout.write(bytes)
const event = (kind, printed = [0], ...rest) => [[kind, 0, 0, 0], Buffer.alloc(28), printed, ...rest]
// In main.py, f(), number 0, not awaited, of no object, without arguments.
const call = [15, ...Buffer.from('main.py'), 0, 0, 0, 0, 3, 0, 0, 0, 3, ...Buffer.from('f'), 0, 0, 0, 0, 0, 0, 0, 0]
let isPinged = false
process.stdin.on('data', (chunk) => {
  if (!isPinged) {
    isPinged = true
    return send(frame(6, 0))
  }
  for (let at = 0; at < chunk.length; at += 4 + chunk.readUInt32LE(at)) {
    const [kind, subject] = [chunk.readUInt32LE(at + 4), chunk.readUInt32LE(at + 8)]
    if (kind === 6) onStep(subject)
  }
})
function onStep(subject) {
  ${behaviour}
}
`,
  )
  chmodSync(path, 0o755)
  return path
}

/** A pool with one worker, which misbehaves. Those that replace it do not. */
async function poolWith(behaviour: string): Promise<MontyPool> {
  place.program = impostor(behaviour)
  const pool = await MontyPool.create({ maxWorkers: 1 })
  pools.push(pool)
  place.program = undefined
  return pool
}

const monty = new Monty('f()')
const options = {
  externalFunctions: { f: () => 1 },
  limits: { maxDurationMs: 300, maxHostCalls: 3 },
}

const protocol = 'the worker process broke the protocol: '
const lies: Array<[what: string, behaviour: string, message: string]> = [
  ['bytes that are no frame', "send('Traceback (most recent call last)')", 'a frame of'],
  [
    'a frame too short to be one',
    'send(Buffer.from([4, 0, 0, 0, 0, 0, 0, 0]))',
    'a frame of 4 bytes',
  ],
  ['a frame of 4 GiB', 'send(Buffer.alloc(4, 255))', 'a frame of 4294967295 bytes'],
  ['a frame of 900 MiB', 'send(Buffer.from([0, 0, 64, 56]))', 'a frame of 943718400 bytes'],
  ['a reply about something else', 'send(frame(0, subject + 1))', 'a reply about'],
  ['a reply of no known kind', 'send(frame(77, subject))', 'reply 77 to a step'],
  ['the reply to another question', 'send(frame(2, subject, [0]))', 'reply 2 to a step'],
  ['an empty event', 'send(frame(0, subject))', 'ends early'],
  ['an event of no known kind', 'send(frame(0, subject, ...event(99)))', 'unknown event (99)'],
  ['an event that does not end the step', 'send(frame(0, subject, ...event(0)))', 'does not end'],
  ['an event cut in its middle', 'send(frame(0, subject, ...event(1, [0], [9])))', 'ends early'],
  [
    'output without end',
    'send(frame(1, subject, ...event(0, [255, 255, 255, 255, 15])))',
    'ends early',
  ],
  ['output with a result', 'send(frame(1, subject, ...event(5, [0], [0])))', 'another kind'],
  ['host calls beyond the limit', 'send(frame(0, subject, ...event(1, [0], call)))', 'more than 3'],
  ['a value of no known kind', 'send(frame(0, subject, ...event(5, [0], [250])))', ''],
]

describe('a worker that sends', () => {
  test.each(lies)('%s costs its one run', async (_what, behaviour, message) => {
    const pool = await poolWith(behaviour)
    const error = await rejection(
      monty.runAsync({ ...options, isolation: pool }),
      MontyCrashedError,
    )
    expect(error.message.slice(0, protocol.length)).toBe(protocol)
    expect(error.message).toContain(message)
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
    expect(pool.stats()).toEqual({ live: 1, idle: 1, crashed: 1, waiting: 0, parked: 0 })
  })

  test('what nobody asked for is ended, at the cost of no run', async () => {
    const pool = await poolWith(
      "send(frame(0, subject, ...event(5, [0], [0]))); setTimeout(() => send('more'), 20)",
    )
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(null)
    expect(await eventually(() => pool.stats().crashed === 1)).toBe(true)
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
  })

  test('nothing at all is ended at the limit', async () => {
    const pool = await poolWith('')
    const error = await rejection(monty.runAsync({ ...options, isolation: pool }), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['duration', 300])
    expect(error.used).toBeGreaterThan(1_250)
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
  })

  test('a frame byte by byte is ended, too', async () => {
    const drip = 'send(Buffer.from([0, 0, 1, 0])); setInterval(() => send(Buffer.alloc(1)), 20)'
    const pool = await poolWith(drip)
    const began = performance.now()
    await rejection(monty.runAsync({ ...options, isolation: pool }), MontyLimitError)
    expect(performance.now() - began).toBeLessThan(8_000)
  })
})

describe('a worker that ends', () => {
  test.each([
    ['process.exit(3)', 'with exit code 3', { exitCode: 3, signal: null }],
    [
      "process.stderr.write('out of luck'); process.exitCode = 4; process.stdin.destroy()",
      'with exit code 4: out of luck',
      { exitCode: 4, signal: null },
    ],
    ["process.kill(process.pid, 'SIGSEGV')", 'by SIGSEGV', { exitCode: null, signal: 'SIGSEGV' }],
  ])('by %s says how', async (behaviour, how, end) => {
    const pool = await poolWith(behaviour)
    const error = await rejection(
      monty.runAsync({ ...options, isolation: pool }),
      MontyCrashedError,
    )
    expect(error.message).toBe(`the worker process ended ${how}`)
    expect({ exitCode: error.exitCode, signal: error.signal }).toEqual(end)
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
  })

  test('with the exit code for memory has passed the memory limit', async () => {
    const pool = await poolWith('process.exit(65)')
    const limits = { maxMemoryBytes: 2 ** 20 }
    const error = await rejection(monty.runAsync({ limits, isolation: pool }), MontyLimitError)
    expect([error.limit, error.allowed]).toEqual(['memory', 2 ** 20])
    expect(error.used).toBeGreaterThan(2 ** 25)
  })

  test('after its last reply costs nothing', async () => {
    const pool = await poolWith('send(frame(0, subject, ...event(5, [0], [0]))); process.exit(0)')
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(null)
    expect(await eventually(() => pool.stats().crashed === 1)).toBe(true)
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
  })
})

describe('a worker that cannot be started', () => {
  test('fails the pool that is created with it', async () => {
    place.program = join(folder, 'nowhere')
    const error = await rejection(MontyPool.create(), MontyCrashedError)
    expect(error.message).toMatch(/^the worker process could not be started: .*ENOENT/)
  })

  test('fails the run that needs it, and no other', async () => {
    const pool = await poolWith('process.exit(1)')
    place.program = join(folder, 'nowhere')
    await rejection(monty.runAsync({ ...options, isolation: pool }), MontyCrashedError)
    const runs = [1, 2, 3].map(() => monty.runAsync({ ...options, isolation: pool }))
    for (const run of runs) {
      expect((await rejection(run, MontyCrashedError)).message).toMatch(/could not be started/)
    }
    place.program = undefined
    expect(await monty.runAsync({ ...options, isolation: pool })).toBe(1)
  })
})
