import { addonPath } from '../core/binaries/load.js'
import type { ChildProcess } from 'node:child_process'
import { nodeChildProcess } from '../core/node.js'
import type { Stream } from 'node:stream'
import { workerProgram } from './worker-program.js'
import type { Reader } from '../core/wire/reader.js'
import { Deadline } from './deadline.js'
import type { WorkerEnd } from './worker-end.js'
import { FrameDecoder } from './frames.js'
import { ProgramCache } from './program-cache.js'
import { Reply } from './protocol.js'
import { isStopped } from './stopped.js'

/** A request that is replied to. */
export interface Question {
  readonly subject: number
  /** How long the reply may take; it is counted while no other question is before it. */
  readonly budgetMs: number
  /** Takes a reply. What it throws is taken as the worker's fault. */
  onReply(kind: number, body: Reader): void
  /** The worker ended first. */
  onEnd(end: WorkerEnd): void
}

/** What keeps the process alive or does not. Bun's standard input of a child can neither. */
interface Holding {
  ref?(): unknown
  unref?(): unknown
}

const STDERR_BYTES = 2_048

/** A worker process. It keeps this process alive only while it owes a reply. */
export class Worker {
  readonly programs = new ProgramCache()
  /** How many runs it was given. */
  runs = 0
  /** Settles when the process is gone. */
  readonly gone: Promise<void>
  readonly #child: ChildProcess
  readonly #onEnd: (end: WorkerEnd) => void
  readonly #decoder = new FrameDecoder((kind, subject, body) => this.#onFrame(kind, subject, body))
  readonly #deadline = new Deadline(() => this.#onOverdue())
  #questions: Question[] = []
  #stderr = ''
  #hasReplied = false
  #isOver = false

  /** @param onEnd is told once, after the questions */
  constructor(onEnd: (end: WorkerEnd) => void) {
    this.#onEnd = onEnd
    this.#child = nodeChildProcess().spawn(workerProgram(), [addonPath()], {
      cwd: '/',
      env: {},
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const child = this.#child
    // Before all else, as an error that nobody hears ends the host: of a process that could not be
    // started it still comes when something below has failed already.
    child.on('error', (error) => this.#end('start', error.message))
    child.on('close', (exitCode, signal) => {
      this.#end('exit', this.#stderr.trim(), exitCode, signal)
    })
    this.gone = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    this.#hold(child, false)
    // Without a process there may be no pipes either.
    for (const pipe of [child.stdin, child.stdout, child.stderr] as Array<Stream | undefined>) {
      this.#hold(pipe, false)
      // The process ends, too, and that is what counts.
      pipe?.on('error', () => {})
    }
    child.stdout?.on('data', (chunk: Buffer) => this.#onData(chunk))
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-STDERR_BYTES)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
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
    if (!this.#isOver) this.#child.stdin?.write(frames)
  }

  /** Sends frames, of which the last ones have these replies. */
  ask(frames: Buffer, ...questions: Question[]): void {
    if (this.#questions.length === 0) {
      this.#keepAlive(true)
      this.#deadline.set(questions[0]!.budgetMs)
    }
    this.#questions.push(...questions)
    this.#child.stdin?.write(frames)
  }

  /** Ends it now. Whoever waits for a reply is not told. */
  kill(): void {
    this.#questions = []
    this.#end('exit', 'it was killed')
  }

  /** Keeps this process alive until the worker's is gone. */
  stayUntilGone(): void {
    this.#hold(this.#child, true)
  }

  #onData(chunk: Buffer): void {
    if (this.#isOver) return
    this.#deadline.noteProgress()
    try {
      this.#decoder.push(chunk)
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
        this.#keepAlive(false)
        this.#deadline.clear()
      } else {
        this.#deadline.set(next.budgetMs)
      }
    }
    question.onReply(kind, body)
  }

  #onOverdue(): void {
    this.#end(isStopped(this.pid) ? 'stopped' : 'overdue', '')
  }

  #keepAlive(on: boolean): void {
    const { stdout, stderr } = this.#child
    // Of a process that dies, its end and that of its streams are still to be heard.
    for (const one of [this.#child, stdout, stderr]) this.#hold(one, on)
  }

  /** Does nothing where there is no process: Deno's children have neither method to call then. */
  #hold(one: object | null | undefined, on: boolean): void {
    if (this.pid === undefined) return
    const holding: Holding | null | undefined = one
    if (on) holding?.ref?.()
    else holding?.unref?.()
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
    this.#keepAlive(false)
    if (this.pid !== undefined) this.#child.kill('SIGKILL')
    // By then all that it wrote was read, unless we ended it.
    for (const pipe of this.#child.stdio ?? []) pipe?.destroy()
    const end: WorkerEnd = { reason, detail, exitCode, signal }
    const questions = this.#questions
    this.#questions = []
    for (const question of questions) question.onEnd(end)
    this.#onEnd(end)
  }
}
