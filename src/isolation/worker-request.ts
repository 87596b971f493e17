import { type Cancellation, onCancel } from '../core/drive/cancellation.js'
import type { MontyError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { ProgramCache } from './program-cache.js'
import type { WorkerPool, PoolTask } from './worker-pool.js'
import { crashOf, type WorkerEnd } from './worker-end.js'
import type { Worker } from './worker.js'

/** One request to any worker. */
class WorkerRequest<T> implements PoolTask {
  readonly #workers: WorkerPool
  readonly #request: RequestToWorker<T>
  readonly #resolve: (answer: T) => void
  readonly #reject: (error: unknown) => void
  readonly #cancellation: Cancellation
  #unwatch: (() => void) | undefined
  #worker: Worker | undefined
  #isOver = false

  constructor(
    workers: WorkerPool,
    request: RequestToWorker<T>,
    cancellation: Cancellation,
    resolve: (answer: T) => void,
    reject: (error: unknown) => void,
  ) {
    this.#workers = workers
    this.#request = request
    this.#cancellation = cancellation
    this.#resolve = resolve
    this.#reject = reject
  }

  start(): void {
    this.#unwatch = onCancel(this.#cancellation, (error) => this.#stop(error))
    if (!this.#isOver) this.#workers.checkout(this)
  }

  onWorker(worker: Worker): void {
    this.#worker = worker
    const { subject, budgetMs, maxBytes } = this.#request
    worker.maxReplyBytes = maxBytes
    worker.ask([this.#request.frames(worker.programs)], {
      subject,
      budgetMs,
      onReply: (kind, body) => {
        const answer = this.#request.read(kind, body)
        this.#worker = undefined
        this.#end()
        this.#workers.giveBack(worker)
        if ('error' in answer) this.#reject(answer.error)
        else this.#resolve(answer.value)
      },
      onEnd() {},
    })
  }

  /** Cancels the request, whether it waits for a worker or for the reply. */
  #stop(error: MontyError): void {
    if (this.#isOver) return
    this.#end()
    if (this.#worker === undefined) this.#workers.cancel(this)
    else this.#workers.kill(this.#worker)
    this.#reject(error)
  }

  onLost(end: WorkerEnd): void {
    this.#end()
    this.#reject(crashOf(end))
  }

  onRefused(error: MontyError): void {
    this.#end()
    this.#reject(error)
  }

  #end(): void {
    this.#isOver = true
    this.#unwatch?.()
  }

  // The request is never idle.
  park(): void {}
}

/** A request, and the decoder of its reply. */
export interface RequestToWorker<T> {
  readonly subject: number
  /** The frames for a worker that has these programs; exactly one of them has a reply. */
  frames(programs: ProgramCache): Buffer
  readonly budgetMs: number
  /** Maximum length of the reply. */
  readonly maxBytes: number
  /** Decodes the reply. An error that it throws is the worker's fault. */
  read(kind: number, body: Reader): { value: T } | { error: unknown }
}

/** Sends a request to the next free worker. */
export function requestWorker<T>(
  workers: WorkerPool,
  request: RequestToWorker<T>,
  cancellation: Cancellation,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const pending = new WorkerRequest(workers, request, cancellation, resolve, reject)
    pending.start()
  })
}
