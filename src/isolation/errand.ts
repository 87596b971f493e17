import type { Ending } from '../core/drive/async.js'
import { MontyAbortError, type MontyError, MontyTimeoutError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { Crew, Member } from './crew.js'
import { crashOf, type WorkerEnd } from './ending.js'
import type { Worker } from './worker.js'

/** The longest delay a timer of Node takes. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** One question to any worker. */
class Errand<T> implements Member {
  readonly #crew: Crew
  readonly #asked: Asked<T>
  readonly #resolve: (answer: T) => void
  readonly #reject: (error: unknown) => void
  #worker: Worker | undefined
  #isOver = false

  constructor(
    crew: Crew,
    asked: Asked<T>,
    resolve: (answer: T) => void,
    reject: (error: unknown) => void,
  ) {
    this.#crew = crew
    this.#asked = asked
    this.#resolve = resolve
    this.#reject = reject
  }

  onWorker(worker: Worker): void {
    this.#worker = worker
    const { subject, frame, budgetMs, maxBytes } = this.#asked
    worker.maxReplyBytes = maxBytes
    worker.ask(frame, {
      subject,
      budgetMs,
      onReply: (kind, body) => {
        const answer = this.#asked.read(kind, body)
        this.#worker = undefined
        this.#isOver = true
        this.#crew.giveBack(worker)
        if ('error' in answer) this.#reject(answer.error)
        else this.#resolve(answer.value)
      },
      onEnd() {},
    })
  }

  /** Ends it, whether it waits for a worker or for the answer. */
  stop(error: MontyError): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#worker === undefined) this.#crew.cancel(this)
    else this.#crew.kill(this.#worker)
    this.#reject(error)
  }

  onLost(end: WorkerEnd): void {
    this.#isOver = true
    this.#reject(crashOf(end))
  }

  onRefused(error: MontyError): void {
    this.#isOver = true
    this.#reject(error)
  }

  // It never rests.
  park(): void {}
}

/** A question, and how to read its reply. */
export interface Asked<T> {
  readonly subject: number
  readonly frame: Buffer
  readonly budgetMs: number
  /** The longest reply that is taken. */
  readonly maxBytes: number
  /** What it throws is the worker's fault. */
  read(kind: number, body: Reader): { value: T } | { error: unknown }
}

/** Asks a worker, when one is free. */
export async function askWorker<T>(crew: Crew, asked: Asked<T>, ending: Ending): Promise<T> {
  const { signal, timeoutMs = Infinity } = ending
  if (signal?.aborted) throw new MontyAbortError(signal.reason)
  let stop = (_error: MontyError): void => {}
  const onAbort = (): void => stop(new MontyAbortError(signal?.reason))
  const onTimeout = (): void => stop(new MontyTimeoutError(timeoutMs))
  signal?.addEventListener('abort', onAbort, { once: true })
  const delay = Math.min(timeoutMs, MAX_TIMER_MS)
  const timer = timeoutMs === Infinity ? undefined : setTimeout(onTimeout, delay)
  try {
    return await new Promise<T>((resolve, reject) => {
      const errand = new Errand(crew, asked, resolve, reject)
      stop = (error) => errand.stop(error)
      crew.checkout(errand)
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}
