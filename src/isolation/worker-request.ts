import { type Ending, whenEnded } from '../core/drive/ending.js'
import type { MontyError } from '../core/errors.js'
import type { Reader } from '../core/wire/reader.js'
import type { Crew, Member } from './worker-pool.js'
import { crashOf, type WorkerEnd } from './ending.js'
import type { Worker } from './worker.js'

/** One question to any worker. */
class Errand<T> implements Member {
  readonly #crew: Crew
  readonly #asked: Asked<T>
  readonly #resolve: (answer: T) => void
  readonly #reject: (error: unknown) => void
  readonly #ending: Ending
  #unwatch: (() => void) | undefined
  #worker: Worker | undefined
  #isOver = false

  constructor(
    crew: Crew,
    asked: Asked<T>,
    ending: Ending,
    resolve: (answer: T) => void,
    reject: (error: unknown) => void,
  ) {
    this.#crew = crew
    this.#asked = asked
    this.#ending = ending
    this.#resolve = resolve
    this.#reject = reject
  }

  start(): void {
    this.#unwatch = whenEnded(this.#ending, (error) => this.#stop(error))
    if (!this.#isOver) this.#crew.checkout(this)
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
        this.#end()
        this.#crew.giveBack(worker)
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
    if (this.#worker === undefined) this.#crew.cancel(this)
    else this.#crew.kill(this.#worker)
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
export function askWorker<T>(crew: Crew, asked: Asked<T>, ending: Ending): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const errand = new Errand(crew, asked, ending, resolve, reject)
    errand.start()
  })
}
