import { chosenModule } from '../core/wasm/chosen.js'
import type { Reader } from '../core/wire/reader.js'
import { Deadline } from './deadline.js'
import type { WorkerEnd } from './worker-end.js'
import { FrameDecoder } from './frames.js'
import { ProgramCache } from './program-cache.js'
import { Reply } from './protocol.js'
import { ProcessTransport } from './process-transport.js'
import { isStopped } from './stopped.js'
import { ThreadTransport } from './thread-transport.js'
import type { Transport, TransportEvents } from './transport.js'

/** How long a worker has for what it says when it is interrupted. */
const INTERRUPT_MS = 20

/** A request that is replied to. */
export interface Question {
  readonly subject: number
  /** How long the reply may take; it is counted while no other question is before it. */
  readonly budgetMs: number
  /**
   * Takes a reply. What it throws is taken as the worker's fault. Nothing more of the worker is looked at
   * until a promise of it is settled, and the body is valid until then.
   */
  onReply(kind: number, body: Reader): void | Promise<void>
  /** The worker ended first. */
  onEnd(end: WorkerEnd): void
}

/**
 * A worker: a process, or in WebAssembly a thread, that runs Python. It keeps this process alive only while it owes
 * a reply.
 */
export class Worker {
  readonly programs = new ProgramCache()
  /** How many runs it was given. */
  runs = 0
  readonly #transport: Transport
  readonly #onEnd: (end: WorkerEnd) => void
  readonly #decoder = new FrameDecoder((kind, subject, body) => this.#onFrame(kind, subject, body))
  readonly #deadline = new Deadline(() => this.#onOverdue())
  #questions: Question[] = []
  #hasReplied = false
  #isOver = false

  /** @param onEnd is told once, after the questions */
  constructor(onEnd: (end: WorkerEnd) => void) {
    this.#onEnd = onEnd
    this.#transport = transportTo({
      onData: (chunk) => this.#onData(chunk),
      onEnd: (reason, detail, exitCode, signal) => this.#end(reason, detail, exitCode, signal),
    })
  }

  /** Settles when it is gone. */
  get gone(): Promise<void> {
    return this.#transport.gone
  }

  /** Whether it ever worked. */
  get hasReplied(): boolean {
    return this.#hasReplied
  }

  /** The longest reply that is taken. */
  set maxReplyBytes(bytes: number) {
    this.#decoder.maxBytes = bytes
  }

  /** Sends frames that have no reply. */
  tell(frames: Buffer): void {
    if (!this.#isOver) this.#transport.write(frames)
  }

  /** Sends frames, of which the last ones have these replies. */
  ask(frames: Buffer, ...questions: Question[]): void {
    if (this.#questions.length === 0) {
      this.#transport.keepAlive(true)
      this.#deadline.set(questions[0]!.budgetMs)
    }
    this.#questions.push(...questions)
    this.#transport.write(frames)
  }

  /**
   * Has it end what it is doing, and gives its next reply; `undefined` when it does not come soon. Whoever waited for
   * a reply is not told. The worker is to be killed then.
   */
  interrupt<T>(read: (kind: number, body: Reader) => T): Promise<T | undefined> | undefined {
    const [question] = this.#questions
    if (question === undefined || !this.#transport.interrupt()) return undefined
    return new Promise((resolve) => {
      const onReply = (kind: number, body: Reader): void => {
        if (kind === Reply.PRINTED) return
        try {
          resolve(read(kind, body))
        } catch {
          resolve(undefined)
        }
      }
      const onEnd = (): void => resolve(undefined)
      this.#questions = [
        { subject: question.subject, budgetMs: INTERRUPT_MS, onReply, onEnd },
        ...this.#questions
          .slice(1)
          .map(({ subject, budgetMs }) => ({ subject, budgetMs, onReply() {}, onEnd() {} })),
      ]
      this.#deadline.set(INTERRUPT_MS)
    })
  }

  /** Ends it now. Whoever waits for a reply is not told. */
  kill(): void {
    this.#questions = []
    this.#end('exit', 'it was killed')
  }

  /** Keeps this process alive until the worker is gone. */
  stayUntilGone(): void {
    this.#transport.stayUntilGone()
  }

  #onData(chunk: Buffer): void {
    if (this.#isOver) return
    this.#deadline.noteProgress()
    this.#take(() => this.#decoder.push(chunk))
  }

  /** What makes no sense ends the worker. */
  #take(frames: () => void): void {
    try {
      frames()
    } catch (error) {
      this.#end('protocol', (error as Error).message)
    }
  }

  #onFrame(kind: number, subject: number, body: Reader): void {
    if (this.#isOver) return
    const question = this.#questions[0]
    if (question === undefined) throw new RangeError('a reply that nothing asked for')
    if (question.subject !== subject) throw new RangeError(`a reply about ${subject}`)
    this.#hasReplied = true
    if (kind !== Reply.PRINTED) {
      this.#questions.shift()
      const next = this.#questions[0]
      if (next === undefined) {
        this.#transport.keepAlive(false)
        this.#deadline.clear()
      } else {
        this.#deadline.set(next.budgetMs)
      }
    }
    const read = question.onReply(kind, body)
    if (read !== undefined) this.#readLater(read)
  }

  /** A reply that takes long to read: what else the worker has to say waits, and takes none of its time. */
  #readLater(read: Promise<void>): void {
    this.#decoder.hold()
    this.#transport.setFlowing(false)
    this.#deadline.clear()
    const goOn = (): void => {
      if (this.#isOver) return
      const [next] = this.#questions
      if (next !== undefined) this.#deadline.set(next.budgetMs)
      this.#transport.setFlowing(true)
      this.#take(() => this.#decoder.goOn())
    }
    read.then(goOn, (error: Error) => this.#end('protocol', error.message))
  }

  #onOverdue(): void {
    this.#end(isStopped(this.#transport.pid) ? 'stopped' : 'overdue', '')
  }

  #end(
    reason: WorkerEnd['reason'],
    detail: string,
    exitCode: number | null = null,
    signal: string | null = null,
  ): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#deadline.clear()
    this.#transport.keepAlive(false)
    this.#transport.kill()
    const end: WorkerEnd = { reason, detail, exitCode, signal }
    const questions = this.#questions
    this.#questions = []
    for (const question of questions) question.onEnd(end)
    this.#onEnd(end)
  }
}

/** A process, or where Python runs in WebAssembly a thread. */
function transportTo(events: TransportEvents): Transport {
  const module = chosenModule()
  return module === undefined ? new ProcessTransport(events) : new ThreadTransport(module, events)
}
