import { type PythonQueue, pythonQueue, type PythonWorker, pythonWorker } from 'monty-node/bullmq'
import { MontyRuntime, type RuntimeOptions } from '../../../src/runtime/index.js'
import { openPlace, type OpenPlace } from './queue-place.js'
import type { TestServer } from './server.js'

/** A queue of a database of its own, and a worker in this process. */
export interface ServedQueue {
  readonly server: TestServer
  readonly open: OpenPlace
  readonly queue: PythonQueue
  readonly runtime: MontyRuntime
  readonly worker: PythonWorker
  close(): Promise<void>
}

/** Starts the database, and a worker whose runtime keeps paused runs in it, under `key`. */
export async function serveQueue(
  kind: 'redis' | 'postgres',
  start: () => Promise<TestServer>,
  key: string,
  options: Pick<RuntimeOptions, 'isolation' | 'tools'>,
): Promise<ServedQueue> {
  const server = await start()
  const open = await openPlace(kind, server.folder)
  const runtime = new MontyRuntime({
    ...options,
    typeCheck: false,
    snapshots: { store: open.store, key },
  })
  const queue = pythonQueue(open.place)
  const worker = pythonWorker(runtime, { ...open.place, worker: { drainDelay: 1 } })
  await worker.ready()
  const close = async (): Promise<void> => {
    await worker.close()
    await queue.close()
    await runtime.close()
    await open.close()
    await server.stop()
  }
  return { server, open, queue, runtime, worker, close }
}
