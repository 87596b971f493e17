import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createRedisBackend, type QueueEvents, withBackend } from 'bullmq'
import { openPlace, type OpenPlace } from '../../__test__/runtime/servers/queue-place.js'
import { type PythonQueue, pythonQueue } from '../../src/adapters/bullmq.js'
import { type Database, startDatabase } from './database.js'

const WORKER = new URL('../../__test__/runtime/servers/queue-worker.ts', import.meta.url)

const STARTS = 5

/** Worker processes, of which some are killed. */
export class Workers {
  readonly #database: Database
  readonly #log: string
  readonly #script: URL
  /** Modules that each process loads first. */
  readonly #imports: readonly string[]
  readonly #processes: ChildProcess[] = []

  constructor(
    database: Database,
    log: string,
    { script = WORKER, imports = [] }: { script?: URL; imports?: readonly URL[] } = {},
  ) {
    this.#database = database
    this.#log = log
    this.#script = script
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    this.#imports = [tsx, ...imports].flatMap(({ href }) => ['--import', href])
  }

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#start()))
  }

  /** One that cannot begin, as its database is just starting, is started again, as a supervisor does. */
  async #start(): Promise<void> {
    const script = fileURLToPath(this.#script)
    const { kind, folder } = this.#database
    const args = [...this.#imports, script, kind, folder, this.#log]
    for (let tries = 0; tries < STARTS; tries++) {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      const isReady = once(child.stdout, 'data').then(() => true)
      if (await Promise.race([isReady, once(child, 'exit').then(() => false)])) {
        this.#processes.push(child)
        return
      }
    }
    throw new Error('a worker did not begin')
  }

  /** Kills one of them, and starts another. */
  async replace(at: number): Promise<void> {
    const [child] = this.#processes.splice(at % this.#processes.length, 1)
    child?.kill('SIGKILL')
    await this.#start()
  }

  /** Starts another for each in turn, and asks that one to end by itself. How long each took for it, in ms. */
  async roll(): Promise<number[]> {
    const took: number[] = []
    for (const child of this.#processes.splice(0)) {
      await this.#start()
      const asked = performance.now()
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      took.push(performance.now() - asked)
    }
    return took
  }

  /** Asks all of them to end by themselves. */
  async end(): Promise<void> {
    const children = this.#processes.splice(0)
    const gone = children.map((child) => once(child, 'exit'))
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(gone)
  }

  get pids(): number[] {
    return this.#processes.map(({ pid }) => pid!)
  }

  stop(): void {
    for (const child of this.#processes.splice(0)) child.kill('SIGKILL')
  }
}

/** A database, a queue in it, and a log of what the tools of workers do. */
export interface Counted extends AsyncDisposable {
  readonly database: Database
  readonly open: OpenPlace
  readonly queue: PythonQueue
  readonly log: string
  /** Workers that write into the log, and end with the rest. */
  workers(imports?: readonly URL[]): Workers
}

/** Where effects are counted; `isDurable` is for a database that is going to be killed. */
export async function counted(kind: Database['kind'], isDurable = true): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'monty-counted-'))
  const log = join(folder, 'effects')
  writeFileSync(log, '')
  const database = await startDatabase(kind, isDurable)
  const open = await openPlace(kind, database.folder)
  const queue = pythonQueue(open.place)
  const all: Workers[] = []
  return {
    database,
    open,
    queue,
    log,
    workers(imports = []) {
      const workers = new Workers(database, log, { imports })
      all.push(workers)
      return workers
    },
    async [Symbol.asyncDispose]() {
      for (const workers of all) workers.stop()
      await queue.close()
      await open.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** BullMQ's events of the queue. */
export async function queueEvents({ place }: OpenPlace): Promise<QueueEvents> {
  const { connection, backend = createRedisBackend } = place
  const bullmq = withBackend(backend)
  const events = new bullmq.QueueEvents('python', { connection: connection as never })
  await events.waitUntilReady()
  return events
}

/** A database and workers that run 50 programs each and write nothing down, for what is measured. */
export async function measuredWorkers(
  kind: Database['kind'],
  count: number,
): Promise<{ database: Database; open: OpenPlace; workers: Workers }> {
  const database = await startDatabase(kind, false)
  const open = await openPlace(kind, database.folder)
  process.env['MONTY_CONCURRENCY'] = '50'
  process.env['MONTY_LOCK_MS'] = '30000'
  process.env['MONTY_CHECKPOINT_EVERY'] = '1000'
  const workers = new Workers(database, '/dev/null')
  await workers.start(count)
  return { database, open, workers }
}
