import { nodeWorkerThreads } from '../node.js'

/** A started thread. */
export interface Thread {
  /** Settles when the thread has ended. */
  readonly gone: Promise<void>
  /** Sends a message, and transfers buffers. */
  post(data: unknown, transferred?: readonly ArrayBuffer[]): void
  /** Sets whether the thread keeps this process alive. */
  keepAlive(on: boolean): void
  /** Ends the thread immediately. */
  end(): void
}

/** Callbacks for a thread's messages. */
export interface ThreadEvents {
  onMessage(data: unknown): void
  /** The thread has failed, or could not be started. */
  onError(reason: string): void
}

/** Stack size of a thread in MB: Node's default is exceeded long before the engine's own limit. */
const STACK_MB = 16

/**
 * Starts a thread from source text: a separate script would be one more file for bundlers to find.
 *
 * @throws where threads are not available
 */
export function startThread(source: string, events: ThreadEvents): Thread {
  const worker = new (nodeWorkerThreads().Worker)(source, {
    eval: true,
    name: 'monty-node',
    env: {},
    execArgv: [],
    stdin: false,
    resourceLimits: { stackSizeMb: STACK_MB },
  })
  worker.on('message', (data) => events.onMessage(data))
  worker.on('error', (error: Error) => events.onError(error.message))
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
  })
  return {
    gone,
    post: (data, transferred = []) => worker.postMessage(data, [...transferred]),
    keepAlive(on) {
      if (on) worker.ref()
      else worker.unref()
    },
    end: () => void worker.terminate(),
  }
}
