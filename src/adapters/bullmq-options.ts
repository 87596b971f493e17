import type { JobsOptions } from 'bullmq'
import { checkNames, MontyUsageError, namesOf } from '../internals.js'
import {
  type BullOptions,
  type CompletePlace,
  type QueuePlace,
  resolvePlace,
} from './bullmq-backend.js'
import { DEFAULT_NAME, type RunJob } from './bullmq-jobs.js'

/** Options of {@link pythonQueue}. */
export interface PythonQueueOptions extends QueuePlace {
  /** A tenant's share of the turns, relative to a tenant of weight 1. Default: 1 for all. */
  weightOf?: (tenant: string) => number
  /** Options of BullMQ's `Queue`, such as `defaultJobOptions` and `streams`. */
  queue?: BullOptions
  /**
   * Number of seconds for which a run and its events can be found after its end or pause. Default an
   * hour. Paused runs are listed for as long, and can be resumed by their tokens for longer.
   */
  keepSeconds?: number
}

/** Options of BullMQ's jobs that the caller may set. */
export type PassedOn = Omit<JobsOptions, 'jobId' | 'repeat' | 'parent' | 'keepLogs'>

/** Options of a run, and of BullMQ for its job. */
export interface QueueExecuteOptions extends PassedOn {
  /** Variables of the program. */
  inputs?: Record<string, unknown>
  /** Cancels the run, wherever it is. */
  signal?: AbortSignal
  /** The tenant of the run. */
  tenant?: string
  /**
   * Whether `execution.recording` will have the run's recording, over its pauses and on whatever
   * workers it runs, for `replay()`. The recording comes with the job's result, without the values
   * that `record: { redact }` of the worker's runtime removes. Default `false`.
   */
  record?: boolean
}

/** Options of a resumption, and of BullMQ for its job. */
export interface QueueResumeOptions extends PassedOn {
  /** Cancels the run, wherever it is. */
  signal?: AbortSignal
  /** The tenant of the run. */
  tenant?: string
}

/** Options of a schedule, and of BullMQ for its jobs. */
export type QueueScheduleOptions = Omit<QueueExecuteOptions, 'signal'>

/** Options of `follow`. */
export interface FollowOptions {
  /** The number of the first event to report, from 0. Default 0. */
  from?: number
}

const OPTIONS = namesOf<PythonQueueOptions>({
  name: true,
  connection: true,
  backend: true,
  prefix: true,
  counters: true,
  weightOf: true,
  queue: true,
  keepSeconds: true,
})
const HOUR_SECONDS = 3_600
/** Options of BullMQ's jobs by which a run would be lost, or its events. */
const OWN = ['jobId', 'repeat', 'parent', 'keepLogs']

/** Validated {@link PythonQueueOptions}. */
export interface CompleteQueue {
  readonly place: CompletePlace
  readonly weightOf: (tenant: string) => number
  readonly queue: BullOptions
  readonly keepSeconds: number
}

/** @throws MontyUsageError for invalid options */
export function resolveQueue(options: PythonQueueOptions): CompleteQueue {
  const place = resolvePlace(options, 'pythonQueue', DEFAULT_NAME)
  checkNames(options, OPTIONS, 'pythonQueue')
  const { keepSeconds = HOUR_SECONDS, queue = {}, weightOf = () => 1 } = options
  if (typeof keepSeconds !== 'number' || !(keepSeconds > 0)) {
    throw new MontyUsageError('pythonQueue: keepSeconds must be a number above 0')
  }
  if (typeof weightOf !== 'function') {
    throw new MontyUsageError('pythonQueue: weightOf must be a function of a tenant')
  }
  return { place, weightOf, queue, keepSeconds }
}

/**
 * Checks options of a job that are passed on to BullMQ.
 *
 * @throws MontyUsageError for those that are the queue's own
 */
export function checkPassedOn(passedOn: PassedOn): PassedOn {
  const own = OWN.find((name) => name in passedOn)
  if (own === undefined) return passedOn
  throw new MontyUsageError(`${own} is set by the queue, and cannot be passed on to BullMQ`)
}

/** @throws MontyUsageError for a value that is no name, or no choice */
export function jobFields(tenant: unknown, record?: unknown): Pick<RunJob, 'tenant' | 'record'> {
  if (tenant !== undefined && typeof tenant !== 'string') {
    throw new MontyUsageError('tenant must be a string')
  }
  if (record !== undefined && typeof record !== 'boolean') {
    throw new MontyUsageError(
      'record must be true or false: what takes secrets out is the worker’s',
    )
  }
  return {
    ...(tenant === undefined ? {} : { tenant }),
    ...(record === true ? { record } : {}),
  }
}
