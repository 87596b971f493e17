import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openPlace, type OpenPlace } from '../../__test__/runtime/servers/queue-place.js'
import { type Database, startDatabase } from './database.js'

const WORKER = new URL('../../__test__/runtime/servers/queue-worker.ts', import.meta.url)

/** Worker processes, of which some are killed. */
export class Workers {
  readonly #database: Database
  readonly #log: string
  readonly #processes: ChildProcess[] = []

  readonly #script: URL

  constructor(database: Database, log: string, script: URL = WORKER) {
    this.#database = database
    this.#log = log
    this.#script = script
  }

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#start()))
  }

  async #start(): Promise<void> {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const script = fileURLToPath(this.#script)
    const { kind, folder } = this.#database
    const child = spawn(process.execPath, ['--import', tsx, script, kind, folder, this.#log], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#processes.push(child)
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  }

  /** Kills one of them, and starts another. */
  async replace(at: number): Promise<void> {
    const [child] = this.#processes.splice(at % this.#processes.length, 1)
    child?.kill('SIGKILL')
    await this.#start()
  }

  /** Asks each in turn to end by itself, and starts another. */
  async roll(): Promise<void> {
    for (const child of this.#processes.splice(0)) {
      await this.#start()
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    }
  }

  get pids(): number[] {
    return this.#processes.map(({ pid }) => pid!)
  }

  stop(): void {
    for (const child of this.#processes.splice(0)) child.kill('SIGKILL')
  }
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
