import { nodeWorkerThreads } from '../node.js'

/** A thread that was started. */
export interface Thread {
  /** Settles when it is gone. */
  readonly gone: Promise<void>
  /** Sends it something, without what is transferred, which it has from then on. */
  post(data: unknown, transferred?: readonly ArrayBuffer[]): void
  /** Whether it keeps this process alive. */
  keepAlive(on: boolean): void
  /** Ends it at once, whatever it is doing. */
  end(): void
}

/** What a thread tells. */
export interface ThreadEvents {
  onMessage(data: unknown): void
  /** It has failed, or could not be started. */
  onError(reason: string): void
}

/** What a thread may have of the machine's stack: Node's default ends long before the engine's own. */
const STACK_MB = 16

/**
 * Starts a thread whose code is a text: a script of its own would be one more file that bundlers had to find.
 *
 * @throws where there are none
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
