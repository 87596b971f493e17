import { outsideOfRuns } from '../core/drive/async-context.js'
import { MontyAbortError, MontyError, MontyTimeoutError, MontyUsageError } from '../core/errors.js'
import { HeldStates } from './held-states.js'
import { crashOf, type WorkerEnd } from './worker-end.js'
import { Worker } from './worker.js'
import type { Reader } from '../core/wire/reader.js'
import { Tick } from '../core/drive/tick.js'
import { clearTimeout, setTimeout } from '../core/timers.js'

/** A task that occupies a worker. A worker has one at a time. */
export interface PoolTask {
  /** Receives a worker, until the task gives it back. */
  onWorker(worker: Worker): void
  /** The task's worker ended. */
  onLost(end: WorkerEnd): void
  /** The task gets no worker. */
  onRefused(error: MontyError): void
  /** Asks the idle task to give its worker back, as others wait. */
  park(): void
}

/** The options of a pool, complete. */
export interface WorkerPoolOptions {
  readonly minWorkers: number
  readonly maxWorkers: number
  readonly maxRunsPerWorker: number
  readonly checkoutTimeoutMs: number
  readonly stateMemoryBytes: number
}

/** The workers of a pool, and the tasks that wait for one. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions
  /** Every worker, with its task. */
  readonly #workers = new Map<Worker, PoolTask | undefined>()
  readonly #idleWorkers: Worker[] = []
  /** Tasks that wait for a worker, in order, with the timer that ends their wait. */
  readonly #waiting = new Map<PoolTask, NodeJS.Timeout | undefined>()
  /** Tasks that have a worker and do not need it now, longest idle first. */
  readonly #idleTasks = new Set<PoolTask>()
  /** Tasks that a driver waits for. */
  readonly #active = new Set<PoolTask>()
  /** Workers that were killed and may not have ended yet. */
  readonly #leaving = new Set<Worker>()
  #parking = 0
  /** Parks idle tasks, unless they go on at once. */
  readonly #parkTick = new Tick(() => this.#parkIdle())
  readonly #replaceTick = new Tick(() => this.#replace(true))
  #isClosed = false
  #nextNumber = 0
  #crashed = 0
  /** Runs that gave up their worker while they wait for the host. */
  parked = 0
  /** The states of executions in this process. */
  readonly states: HeldStates

  constructor(options: WorkerPoolOptions) {
    this.#options = options
    this.states = new HeldStates(options.stateMemoryBytes)
  }

  get stats(): { live: number; idle: number; crashed: number; waiting: number; parked: number } {
    const { size: live } = this.#workers
    const { length: idle } = this.#idleWorkers
    return { live, idle, crashed: this.#crashed, waiting: this.#waiting.size, parked: this.parked }
  }

  /** A new number for an execution. */
  takeNumber(): number {
    this.#nextNumber = (this.#nextNumber + 1) >>> 0
    return this.#nextNumber
  }

  /** Starts the minimum number of workers. */
  fill(): Worker[] {
    while (this.#workers.size < this.#options.minWorkers) this.#idleWorkers.push(this.#spawn())
    return [...this.#idleWorkers]
  }

  /** Assigns a worker to a task, now or when one is free. */
  checkout(task: PoolTask): void {
    if (this.#isClosed) throw closedError()
    const worker = this.#idleWorkers.pop() ?? this.#spawnIfRoom()
    if (worker !== undefined) return this.#assign(task, worker)
    const { checkoutTimeoutMs: ms } = this.#options
    const onTimeout = (): void => {
      this.#waiting.delete(task)
      task.onRefused(new MontyTimeoutError(ms, `no worker was free within ${ms} ms`))
    }
    this.#waiting.set(task, ms === Infinity ? undefined : setTimeout(onTimeout, ms))
    this.#parkTick.arm()
  }

  /** Ends a task's wait for a worker. */
  cancel(task: PoolTask): void {
    this.#forget(task)
    if (this.#waiting.size === 0 && this.#replaceTick.isDue) this.#replace(true)
  }

  #forget(task: PoolTask): void {
    clearTimeout(this.#waiting.get(task))
    this.#waiting.delete(task)
  }

  /** Sets whether a driver waits for the task. */
  setActive(task: PoolTask, isActive: boolean): void {
    if (isActive) this.#active.add(task)
    else this.#active.delete(task)
  }

  /** Marks a task that does not need its worker now. */
  setIdle(task: PoolTask): void {
    this.#idleTasks.add(task)
    if (this.#waiting.size > 0) this.#parkTick.arm()
  }

  /** Marks a task that needs its worker again. */
  reactivate(task: PoolTask): void {
    this.#idleTasks.delete(task)
  }

  /** Notes that a task has finished parking. */
  parkEnded(): void {
    this.#parking--
    if (this.#waiting.size > this.#parking) this.#parkTick.arm()
  }

  /** Takes a worker back. `isSound` is false when the worker must not be reused. */
  giveBack(worker: Worker, isSound = true): void {
    this.#leave(worker)
    if (this.#isClosed || !isSound || worker.runs >= this.#options.maxRunsPerWorker) {
      return this.#retire(worker)
    }
    this.#workers.set(worker, undefined)
    const next = this.#takeWaiting()
    if (next === undefined) this.#idleWorkers.push(worker)
    else this.#assign(next, worker)
  }

  /** Kills a worker, whatever it is doing. */
  kill(worker: Worker): void {
    this.#leave(worker)
    this.#retire(worker)
  }

  /** Like {@link kill}, after the worker has reported Python's position. */
  interrupt<T>(
    worker: Worker,
    read: (kind: number, body: Reader) => T,
  ): Promise<T | undefined> | undefined {
    const position = worker.interrupt(read)
    if (position === undefined) {
      this.kill(worker)
      return undefined
    }
    this.#leave(worker)
    this.#remove(worker)
    return position.finally(() => {
      worker.kill()
      // Deferred: the caller does not wait while another worker starts.
      this.#replaceTick.arm()
    })
  }

  /** Ends all workers and fails all tasks. */
  async close(): Promise<void> {
    this.#isClosed = true
    const reason = closedError()
    for (const task of this.#active) task.onRefused(new MontyAbortError(reason))
    for (const task of this.#waiting.keys()) {
      this.cancel(task)
      task.onRefused(new MontyAbortError(reason))
    }
    const end: WorkerEnd = { reason: 'exit', detail: reason.message, exitCode: null, signal: null }
    for (const worker of this.#workers.keys()) {
      const task = this.#workers.get(worker)
      this.kill(worker)
      task?.onLost(end)
    }
    this.#idleWorkers.length = 0
    for (const worker of this.#leaving) worker.stayUntilGone()
    await Promise.all([...this.#leaving].map(({ gone }) => gone))
  }

  #assign(task: PoolTask, worker: Worker): void {
    this.#workers.set(worker, task)
    worker.runs++
    task.onWorker(worker)
  }

  #leave(worker: Worker): void {
    const task = this.#workers.get(worker)
    if (task !== undefined) this.#idleTasks.delete(task)
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
    const task = this.#workers.get(worker)
    this.#leave(worker)
    this.#remove(worker)
    const at = this.#idleWorkers.indexOf(worker)
    if (at >= 0) this.#idleWorkers.splice(at, 1)
    task?.onLost(end)
    // A worker that never replied is not replaced: the next one would fail as well.
    this.#replace(worker.hasReplied)
  }

  #remove(worker: Worker): void {
    this.#workers.delete(worker)
    this.#leaving.add(worker)
    void worker.gone.then(() => this.#leaving.delete(worker))
  }

  #retire(worker: Worker): void {
    this.#remove(worker)
    worker.kill()
    // Deferred if tasks wait: the caller may be about to end all of them.
    if (this.#waiting.size > 0) this.#replaceTick.arm()
    else this.#replace(true)
  }

  /** Assigns workers to waiting tasks; otherwise keeps the minimum number of workers. */
  #replace(refills: boolean): void {
    if (this.#isClosed) return
    while (this.#waiting.size > 0 && this.#workers.size < this.#options.maxWorkers) {
      const task = this.#takeWaiting()!
      try {
        this.#assign(task, this.#spawn())
      } catch (error) {
        task.onRefused(error as MontyError)
      }
    }
    if (refills) {
      try {
        this.fill()
      } catch {
        // The next run that needs a worker reports the error.
      }
    }
  }

  #parkIdle(): void {
    for (const task of this.#idleTasks) {
      if (this.#parking >= this.#waiting.size) return
      this.#idleTasks.delete(task)
      this.#parking++
      task.park()
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
