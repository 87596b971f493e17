import { outsideOfRuns } from '../core/drive/async-context.js'
import { MontyAbortError, MontyError, MontyTimeoutError, MontyUsageError } from '../core/errors.js'
import { HeldStates } from './held-states.js'
import { crashOf, type WorkerEnd } from './worker-end.js'
import { Worker } from './worker.js'
import type { Reader } from '../core/wire/reader.js'
import { Tick } from '../core/drive/tick.js'
import { clearTimeout, setTimeout } from '../core/timers.js'

/** What works on a worker, one at a time. */
export interface PoolTask {
  /** A worker is its own, until it gives it back. */
  onWorker(worker: Worker): void
  /** Its worker ended. */
  onLost(end: WorkerEnd): void
  /** It gets no worker. */
  onRefused(error: MontyError): void
  /** It rests and should give its worker back, as others wait. */
  park(): void
}

/** How a pool works, complete. */
export interface WorkerPoolOptions {
  readonly minWorkers: number
  readonly maxWorkers: number
  readonly maxRunsPerWorker: number
  readonly checkoutTimeoutMs: number
  readonly stateMemoryBytes: number
}

/** The workers of a pool, and those who want one. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions
  /** Every worker, with the member that has it. */
  readonly #workers = new Map<Worker, PoolTask | undefined>()
  readonly #idle: Worker[] = []
  /** Members that want a worker, in order, with the timer that ends their wait. */
  readonly #waiting = new Map<PoolTask, NodeJS.Timeout | undefined>()
  /** Members that have a worker and do not need it now, longest resting first. */
  readonly #resting = new Set<PoolTask>()
  /** Members whose owner waits for them. */
  readonly #active = new Set<PoolTask>()
  /** Workers that were ended and whose processes may not be gone yet. */
  readonly #leaving = new Set<Worker>()
  #parking = 0
  /** Asks resting members for their workers, unless they go on at once. */
  readonly #makeRoom = new Tick(() => this.#parkResting())
  readonly #replacement = new Tick(() => this.#replace(true))
  #isClosed = false
  #nextNumber = 0
  #crashed = 0
  /** Runs that gave their worker up while they wait for the host. */
  parked = 0
  /** What this process has of the state of executions. */
  readonly states: HeldStates

  constructor(options: WorkerPoolOptions) {
    this.#options = options
    this.states = new HeldStates(options.stateMemoryBytes)
  }

  get stats(): { live: number; idle: number; crashed: number; waiting: number; parked: number } {
    const { size: live } = this.#workers
    const { length: idle } = this.#idle
    return { live, idle, crashed: this.#crashed, waiting: this.#waiting.size, parked: this.parked }
  }

  /** A number for an execution. */
  takeNumber(): number {
    this.#nextNumber = (this.#nextNumber + 1) >>> 0
    return this.#nextNumber
  }

  /** Starts the workers that are always there. */
  fill(): Worker[] {
    while (this.#workers.size < this.#options.minWorkers) this.#idle.push(this.#spawn())
    return [...this.#idle]
  }

  /** Gives a worker to a member, now or when one is free. */
  checkout(member: PoolTask): void {
    if (this.#isClosed) throw closedError()
    const worker = this.#idle.pop() ?? this.#spawnIfRoom()
    if (worker !== undefined) return this.#assign(member, worker)
    const { checkoutTimeoutMs: ms } = this.#options
    const onTimeout = (): void => {
      this.#waiting.delete(member)
      member.onRefused(new MontyTimeoutError(ms, `no worker was free within ${ms} ms`))
    }
    this.#waiting.set(member, ms === Infinity ? undefined : setTimeout(onTimeout, ms))
    this.#makeRoom.arm()
  }

  /** Ends a member's wait for a worker. */
  cancel(member: PoolTask): void {
    this.#forget(member)
    if (this.#waiting.size === 0 && this.#replacement.isDue) this.#replace(true)
  }

  #forget(member: PoolTask): void {
    clearTimeout(this.#waiting.get(member))
    this.#waiting.delete(member)
  }

  /** The member's owner waits for it, or does so no longer. */
  setActive(member: PoolTask, isActive: boolean): void {
    if (isActive) this.#active.add(member)
    else this.#active.delete(member)
  }

  /** A member does not need its worker now. */
  rest(member: PoolTask): void {
    this.#resting.add(member)
    if (this.#waiting.size > 0) this.#makeRoom.arm()
  }

  /** A member needs its worker again. */
  reactivate(member: PoolTask): void {
    this.#resting.delete(member)
  }

  /** A member that was asked to park is done with that. */
  parkEnded(): void {
    this.#parking--
    if (this.#waiting.size > this.#parking) this.#makeRoom.arm()
  }

  /** Takes a worker back. `isSound` is false when nothing more should run on it. */
  giveBack(worker: Worker, isSound = true): void {
    this.#leave(worker)
    if (this.#isClosed || !isSound || worker.runs >= this.#options.maxRunsPerWorker) {
      return this.#retire(worker)
    }
    this.#workers.set(worker, undefined)
    const next = this.#takeWaiting()
    if (next === undefined) this.#idle.push(worker)
    else this.#assign(next, worker)
  }

  /** Ends a worker in the middle of what it is doing. */
  kill(worker: Worker): void {
    this.#leave(worker)
    this.#retire(worker)
  }

  /** As {@link kill}, after the worker has said where it was. */
  interrupt<T>(
    worker: Worker,
    read: (kind: number, body: Reader) => T,
  ): Promise<T | undefined> | undefined {
    const said = worker.interrupt(read)
    if (said === undefined) {
      this.kill(worker)
      return undefined
    }
    this.#leave(worker)
    this.#remove(worker)
    return said.finally(() => this.#finish(worker))
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.#isClosed = true
    const reason = closedError()
    for (const member of this.#active) member.onRefused(new MontyAbortError(reason))
    for (const member of this.#waiting.keys()) {
      this.cancel(member)
      member.onRefused(new MontyAbortError(reason))
    }
    const end: WorkerEnd = { reason: 'exit', detail: reason.message, exitCode: null, signal: null }
    for (const worker of this.#workers.keys()) {
      const member = this.#workers.get(worker)
      this.kill(worker)
      member?.onLost(end)
    }
    this.#idle.length = 0
    for (const worker of this.#leaving) worker.stayUntilGone()
    await Promise.all([...this.#leaving].map(({ gone }) => gone))
  }

  #assign(member: PoolTask, worker: Worker): void {
    this.#workers.set(worker, member)
    worker.runs++
    member.onWorker(worker)
  }

  #leave(worker: Worker): void {
    const member = this.#workers.get(worker)
    if (member !== undefined) this.#resting.delete(member)
  }

  #takeWaiting(): PoolTask | undefined {
    const [first] = this.#waiting.keys()
    if (first !== undefined) this.#forget(first)
    return first
  }

  #spawnIfRoom(): Worker | undefined {
    return this.#workers.size < this.#options.maxWorkers ? this.#spawn() : undefined
  }

  #spawn(): Worker {
    try {
      const worker: Worker = outsideOfRuns(() => new Worker((end) => this.#onEnd(worker, end)))
      this.#workers.set(worker, undefined)
      return worker
    } catch (error) {
      throw startError(error)
    }
  }

  #onEnd(worker: Worker, end: WorkerEnd): void {
    if (!this.#workers.has(worker)) return
    this.#crashed++
    const member = this.#workers.get(worker)
    this.#leave(worker)
    this.#remove(worker)
    const at = this.#idle.indexOf(worker)
    if (at >= 0) this.#idle.splice(at, 1)
    member?.onLost(end)
    // What never worked would not work the next time either.
    this.#replace(worker.hasReplied)
  }

  #remove(worker: Worker): void {
    this.#workers.delete(worker)
    this.#leaving.add(worker)
    void worker.gone.then(() => this.#leaving.delete(worker))
  }

  #retire(worker: Worker): void {
    this.#remove(worker)
    this.#finish(worker)
  }

  #finish(worker: Worker): void {
    worker.kill()
    // Not at once for those who wait: whoever ends one run may end all of them.
    if (this.#waiting.size > 0) this.#replacement.arm()
    else this.#replace(true)
  }

  /** Serves those who wait; else keeps as many workers as there should always be. */
  #replace(isHopeful: boolean): void {
    if (this.#isClosed) return
    while (this.#waiting.size > 0 && this.#workers.size < this.#options.maxWorkers) {
      const member = this.#takeWaiting()!
      try {
        this.#assign(member, this.#spawn())
      } catch (error) {
        member.onRefused(error as MontyError)
      }
    }
    if (isHopeful) {
      try {
        this.fill()
      } catch {
        // The next run that needs one reports why there is none.
      }
    }
  }

  #parkResting(): void {
    for (const member of this.#resting) {
      if (this.#parking >= this.#waiting.size) return
      this.#resting.delete(member)
      this.#parking++
      member.park()
    }
  }
}

function closedError(): MontyUsageError {
  return new MontyUsageError('the pool was closed', 'MONTY_DISPOSED')
}

function startError(error: unknown): MontyError {
  if (error instanceof MontyError) return error
  const detail = (error as Error).message
  return crashOf({ reason: 'start', detail, exitCode: null, signal: null })
}
