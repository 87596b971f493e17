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

/** Time in ms for an interrupted worker's reply. */
const INTERRUPT_MS = 20

/** A request that expects a reply. */
export interface PendingReply {
  readonly subject: number
  /** Maximum duration until the reply, counted from when no earlier request is pending. */
  readonly budgetMs: number
  /**
   * Handles a reply. An error that it throws is treated as the worker's fault. If it returns a promise, the
   * worker's further output is held until the promise settles, and the body is valid until then.
   */
  onReply(kind: number, body: Reader): void | Promise<void>
  /** Called when the worker ends before the reply. */
  onEnd(end: WorkerEnd): void
}

/**
 * A worker: a process, or in WebAssembly a thread, that runs Python. It keeps this process alive only while a
 * reply is pending.
 */
export class Worker {
  readonly programs = new ProgramCache()
  /** Number of runs assigned to the worker. */
  runs = 0
  readonly #transport: Transport
  readonly #onEnd: (end: WorkerEnd) => void
  readonly #decoder = new FrameDecoder((kind, subject, body) => this.#onFrame(kind, subject, body))
  readonly #deadline = new Deadline(() => this.#onOverdue())
  #pending: PendingReply[] = []
  #hasReplied = false
  #isOver = false

  /** @param onEnd called once, after the callbacks of pending requests */
  constructor(onEnd: (end: WorkerEnd) => void) {
    this.#onEnd = onEnd
    this.#transport = transportTo({
      onData: (chunk) => this.#onData(chunk),
      onEnd: (reason, detail, exitCode, signal) => this.#end(reason, detail, exitCode, signal),
    })
  }

  /** Settles when the worker has ended. */
  get gone(): Promise<void> {
    return this.#transport.gone
  }

  /** Whether the worker has ever replied. */
  get hasReplied(): boolean {
    return this.#hasReplied
  }

  /** Maximum length of a reply. */
  set maxReplyBytes(bytes: number) {
    this.#decoder.maxBytes = bytes
  }

  /** Sends frames that have no reply. */
  send(frame: Buffer): void {
    if (!this.#isOver) this.#transport.write([frame])
  }

  /** Sends frames, in pieces; the last ones have these replies. */
  ask(frames: readonly Buffer[], ...pending: PendingReply[]): void {
    if (this.#pending.length === 0) {
      this.#transport.keepAlive(true)
      this.#deadline.set(pending[0]!.budgetMs)
    }
    this.#pending.push(...pending)
    this.#transport.write(frames)
  }

  /**
   * Interrupts Python and resolves to the decoded next reply; to `undefined` if none arrives soon. Pending
   * requests are not notified. The worker must be killed afterwards.
   */
  interrupt<T>(read: (kind: number, body: Reader) => T): Promise<T | undefined> | undefined {
    const [pendingReply] = this.#pending
    if (pendingReply === undefined || !this.#transport.interrupt()) return undefined
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
      this.#pending = [
        { subject: pendingReply.subject, budgetMs: INTERRUPT_MS, onReply, onEnd },
        ...this.#pending
          .slice(1)
          .map(({ subject, budgetMs }) => ({ subject, budgetMs, onReply() {}, onEnd() {} })),
      ]
      this.#deadline.set(INTERRUPT_MS)
    })
  }

  /** Kills the worker. Pending requests are not notified. */
  kill(): void {
    this.#pending = []
    this.#end('exit', 'it was killed')
  }

  /** Keeps this process alive until the worker has ended. */
  stayUntilGone(): void {
    this.#transport.stayUntilGone()
  }

  #onData(chunk: Buffer): void {
    if (this.#isOver) return
    this.#deadline.noteProgress()
    this.#take(() => this.#decoder.push(chunk))
  }

  /** Ends the worker on malformed output. */
  #take(frames: () => void): void {
    try {
      frames()
    } catch (error) {
      this.#end('protocol', (error as Error).message)
    }
  }

  #onFrame(kind: number, subject: number, body: Reader): void {
    if (this.#isOver) return
    const pendingReply = this.#pending[0]
    if (pendingReply === undefined) throw new RangeError('unexpected reply: no request is pending')
    if (pendingReply.subject !== subject) throw new RangeError(`a reply about ${subject}`)
    this.#hasReplied = true
    if (kind !== Reply.PRINTED) {
      this.#pending.shift()
      const next = this.#pending[0]
      if (next === undefined) {
        this.#transport.keepAlive(false)
        this.#deadline.clear()
      } else {
        this.#deadline.set(next.budgetMs)
      }
    }
    const read = pendingReply.onReply(kind, body)
    if (read !== undefined) this.#readLater(read)
  }

  /**
   * Waits for a reply that takes long to decode: further output is held, and the time does not count for the
   * worker.
   */
  #readLater(read: Promise<void>): void {
    this.#decoder.hold()
    this.#transport.setFlowing(false)
    this.#deadline.clear()
    const goOn = (): void => {
      if (this.#isOver) return
      const [next] = this.#pending
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
    const pending = this.#pending
    this.#pending = []
    for (const pendingReply of pending) pendingReply.onEnd(end)
    this.#onEnd(end)
  }
}

/** A process, or a thread where Python runs in WebAssembly. */
function transportTo(events: TransportEvents): Transport {
  const module = chosenModule()
  return module === undefined ? new ProcessTransport(events) : new ThreadTransport(module, events)
}
