import { type Cancellation, onCancel } from '../core/drive/cancellation.js'
import type { MontyError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { ProgramCache } from './program-cache.js'
import type { WorkerPool, PoolTask } from './worker-pool.js'
import { crashOf, type WorkerEnd } from './worker-end.js'
import type { Worker } from './worker.js'

/** One question to any worker. */
class WorkerRequest<T> implements PoolTask {
  readonly #workers: WorkerPool
  readonly #request: RequestToWorker<T>
  readonly #resolve: (answer: T) => void
  readonly #reject: (error: unknown) => void
  readonly #ending: Cancellation
  #unwatch: (() => void) | undefined
  #worker: Worker | undefined
  #isOver = false

  constructor(
    crew: WorkerPool,
    asked: RequestToWorker<T>,
    ending: Cancellation,
    resolve: (answer: T) => void,
    reject: (error: unknown) => void,
  ) {
    this.#workers = crew
    this.#request = asked
    this.#ending = ending
    this.#resolve = resolve
    this.#reject = reject
  }

  start(): void {
    this.#unwatch = onCancel(this.#ending, (error) => this.#stop(error))
    if (!this.#isOver) this.#workers.checkout(this)
  }

  onWorker(worker: Worker): void {
    this.#worker = worker
    const { subject, budgetMs, maxBytes } = this.#request
    worker.maxReplyBytes = maxBytes
    worker.ask(this.#request.frames(worker.programs), {
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

  /** Ends it, whether it waits for a worker or for the answer. */
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

  // It never rests.
  park(): void {}
}

/** A question, and how to read its reply. */
export interface RequestToWorker<T> {
  readonly subject: number
  /** What is sent to a worker that knows these programs; the last frame with a reply has one. */
  frames(programs: ProgramCache): Buffer
  readonly budgetMs: number
  /** The longest reply that is taken. */
  readonly maxBytes: number
  /** What it throws is the worker's fault. */
  read(kind: number, body: Reader): { value: T } | { error: unknown }
}

/** Asks a worker, when one is free. */
export function requestWorker<T>(
  crew: WorkerPool,
  asked: RequestToWorker<T>,
  ending: Cancellation,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const errand = new WorkerRequest(crew, asked, ending, resolve, reject)
    errand.start()
  })
}
