import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { MontyPool, runMontyAsync, Monty } from 'monty-node'

const childProcess = process.getBuiltinModule('node:child_process')
const { spawn } = childProcess

afterEach(() => vi.restoreAllMocks())

/** Runs in a pool of its own, whose workers are started as a runtime other than Node starts them. */
async function runWith(start: (...args: Parameters<typeof spawn>) => ChildProcess) {
  vi.spyOn(childProcess, 'spawn').mockImplementation(start)
  const pool = await MontyPool.create({ minWorkers: 0, maxWorkers: 1 })
  try {
    return await runMontyAsync(new Monty('await f(20) + 2'), {
      isolation: pool,
      externalFunctions: { f: async (n: number) => n * 2 },
    })
  } finally {
    await pool.close()
  }
}

test('Python runs where the streams of a child process have neither ref nor unref, as in Bun', async () => {
  const value = await runWith((...args) => {
    const child = spawn(...args)
    for (const stream of [child.stdin, child.stdout, child.stderr]) {
      Object.assign(stream as object, { ref: undefined, unref: undefined })
    }
    return child
  })
  expect(value).toBe(42)
})

test('a process that must not be started is an error of the run, as in Deno without --allow-run', async () => {
  const run = runWith(() => {
    const refuse = (): never => {
      throw new TypeError("Cannot read properties of undefined (reading 'unref')")
    }
    const child = Object.assign(new EventEmitter(), {
      pid: undefined,
      stdio: [],
      ref: refuse,
      unref: refuse,
      kill: refuse,
    })
    setImmediate(() => child.emit('error', new Error('Requires run access to "monty-worker"')))
    return child as unknown as ChildProcess
  })
  await expect(run).rejects.toMatchObject({
    code: 'MONTY_CRASHED',
    message: expect.stringContaining('could not be started: Requires run access'),
  })
})
