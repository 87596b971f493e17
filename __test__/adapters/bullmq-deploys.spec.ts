import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PythonQueue, pythonQueue, type QueuedExecution } from 'monty-node/bullmq'
import { openPlace, type OpenPlace } from '../runtime/servers/queue-place.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import type { TestServer } from '../runtime/servers/server.js'
import {
  OTHER_VERSION,
  startWorker,
  type WorkerProcess,
} from '../runtime/servers/worker-process.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const code = `
seen = []
for n in range(8):
    seen.append(await effect(f"{run}-{n}", ms=40))
len(seen)`
const RUNS = 6

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 15_000; waited += 20) {
    if (await condition()) return
    await sleep(20)
  }
  throw new Error('it did not come to that')
}

function deploys(kind: 'redis' | 'postgres', start: () => Promise<TestServer>): void {
  let server: TestServer
  let open: OpenPlace
  let queue: PythonQueue
  let workers: WorkerProcess[]
  const folder = mkdtempSync(join(tmpdir(), 'monty-deploys-'))
  const log = join(folder, 'effects')
  const effects = (): string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean)
  beforeAll(async () => {
    server = await start()
    open = await openPlace(kind, server.folder)
    queue = pythonQueue(open.place)
  })
  beforeEach(() => {
    writeFileSync(log, '')
    workers = []
  })
  afterEach(() => {
    for (const { child } of workers) child.kill('SIGKILL')
  })
  afterAll(async () => {
    await queue.close()
    await open.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const begin = async (imports: readonly URL[] = []): Promise<WorkerProcess> => {
    const worker = await startWorker(kind, server.folder, log, imports)
    workers.push(worker)
    return worker
  }
  const ask = (): QueuedExecution[] =>
    Array.from({ length: RUNS }, (_, run) => queue.execute(code, { inputs: { run } }))
  const expectEachOnce = async (executions: readonly QueuedExecution[]): Promise<void> => {
    const values = await Promise.all(executions.map((execution) => execution.value()))
    expect(values).toEqual(executions.map(() => 8))
    expect(effects()).toHaveLength(RUNS * 8)
    expect(new Set(effects()).size).toBe(RUNS * 8)
  }

  it('restarts workers one after another, and loses and repeats nothing', async () => {
    let worker = await begin()
    const executions = ask()
    for (const made of [RUNS, RUNS * 4]) {
      await until(() => effects().length >= made)
      await worker.end('SIGTERM')
      expect(worker.child.signalCode).toBe('SIGTERM')
      expect(effects().length).toBeLessThan(RUNS * 8)
      worker = await begin()
    }
    await expectEachOnce(executions)
  })

  it('has states of runs go to workers of a version that reads them', async () => {
    const old = await begin()
    const executions = ask()
    await until(() => effects().length >= RUNS)
    await old.end('SIGTERM')
    await begin([OTHER_VERSION])
    const made = effects().length
    const jobs = (): Promise<number[]> =>
      Promise.all(
        executions.map(async ({ runId }) => (await queue.bullmq.getJob(runId))!.attemptsStarted),
      )
    // The other version takes each, can do nothing with it, and passes it on.
    await until(async () => (await jobs()).every((attempts) => attempts > 1))
    expect(effects()).toHaveLength(made)
    expect(await queue.execute('1 + 1').value()).toBe(2)
    await begin()
    await expectEachOnce(executions)
  })
}

describe.skipIf(redisServer === undefined && !areRequired)('workers of a queue in Redis', () => {
  deploys('redis', startRedis)
})

describe.skipIf(postgres === undefined && !areRequired)('workers of a queue in PostgreSQL', () => {
  deploys('postgres', startPostgres)
})
