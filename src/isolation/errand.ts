import type { MontyError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { Crew, Member } from './crew.js'
import { crashOf, type WorkerEnd } from './ending.js'
import type { Worker } from './worker.js'

/** One question to any worker. */
class Errand<T> implements Member {
  readonly #crew: Crew
  readonly #asked: Asked<T>
  readonly #resolve: (answer: T) => void
  readonly #reject: (error: unknown) => void

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
    const { subject, frame, budgetMs, maxBytes } = this.#asked
    worker.maxReplyBytes = maxBytes
    worker.ask(frame, {
      subject,
      budgetMs,
      onReply: (kind, body) => {
        const answer = this.#asked.read(kind, body)
        this.#crew.giveBack(worker)
        if ('error' in answer) this.#reject(answer.error)
        else this.#resolve(answer.value)
      },
      onEnd() {},
    })
  }

  onLost(end: WorkerEnd): void {
    this.#reject(crashOf(end))
  }

  onRefused(error: MontyError): void {
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
export function askWorker<T>(crew: Crew, asked: Asked<T>): Promise<T> {
  return new Promise((resolve, reject) => crew.checkout(new Errand(crew, asked, resolve, reject)))
}
