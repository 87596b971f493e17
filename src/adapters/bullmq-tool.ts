import { type Job, type JobsOptions, type Queue, QueueEvents } from 'bullmq'
import { MontyUsageError, ParkedTool, toJson } from '../internals.js'
import type { JsonSchema } from '../host/json-schema.js'
import type { StandardSchema } from '../host/standard-schema.js'

/** The queue of a tool's calls. */
export interface CallQueue {
  readonly queue: Queue<any, any, any, any, any, any> | string
  readonly job: CallJobOptions
}

/** Options of BullMQ for the job of a call. */
export type CallJobOptions = Omit<JobsOptions, 'jobId' | 'parent' | 'repeat'>

/** Options of {@link queueTool}. */
export interface QueueToolOptions<I, O> {
  /**
   * The queue whose workers do the calls: a queue of BullMQ, or the name of one in the database of
   * the queue of runs. The workers may run in any process and any language that BullMQ supports: a
   * job has the name that Python called, and the arguments as its data.
   */
  queue: Queue<any, any, any, any, any, any> | string
  /** Description for the model. */
  description?: string
  /** Schema of the arguments, an object. */
  input: StandardSchema<I> | JsonSchema
  /** Schema of the result. */
  output?: StandardSchema<O> | JsonSchema
  /** The JSON Schema of `input`. Needed where the library of `input` cannot convert it. */
  inputSchema?: JsonSchema
  /** The JSON Schema of `output`, likewise. */
  outputSchema?: JsonSchema
  /** Whether a call needs the approval of a person. Default `false`. */
  needsApproval?: boolean | ((input: I) => boolean)
  /** Options of BullMQ for the job of a call, such as `attempts`, `backoff` and `priority`. */
  job?: CallJobOptions
}

/**
 * Creates a tool whose calls the workers of another queue do, in seconds or in days. A run of
 * `pythonWorker` that calls it is parked, with all such calls that it made, and holds no process
 * until they are done: then any free worker resumes it. In other runs the process waits, for which
 * `queue` must be a queue of BullMQ.
 *
 * @throws MontyUsageError for invalid options
 * @example
 * ```ts
 * const render = queueTool({
 *   queue: 'render',
 *   input: z.object({ scene: z.string() }),
 *   output: z.object({ url: z.string() }),
 * })
 * // Elsewhere: new Worker('render', async (job) => ({ url: await renderScene(job.data.scene) }), …)
 * ```
 */
export function queueTool<I, O = unknown>(
  options: QueueToolOptions<I, O> & { input: StandardSchema<I> },
): ParkedTool<I, O>
/** Creates a tool by a JSON Schema. */
export function queueTool<I = unknown, O = unknown>(
  options: QueueToolOptions<I, O>,
): ParkedTool<I, O>
export function queueTool(options: QueueToolOptions<unknown, unknown>): ParkedTool {
  const { queue, job = {}, ...definition } = options
  const isQueue = typeof (queue as Queue | undefined)?.add === 'function'
  if (!isQueue && (typeof queue !== 'string' || queue === '')) {
    throw new MontyUsageError('queueTool needs a queue of BullMQ’s, or the name of one')
  }
  const by: CallQueue = { queue, job }
  return new ParkedTool(
    { ...definition, execute: (input, { toolName, signal }) => wait(by, toolName, input, signal) },
    by,
  )
}

/** Adds the job of a call, and waits for its result. */
async function wait(
  { queue, job: options }: CallQueue,
  name: string,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (typeof queue === 'string') {
    throw new MontyUsageError(
      `${name}() is done by a queue that is known by its name only, which only a run of pythonWorker can wait for`,
    )
  }
  const { opts, name: queueName } = queue as Queue & { backendFactory?: never }
  const events = new QueueEvents(queueName, { ...(opts as object) } as never, ...backendOf(queue))
  try {
    events.on('error', () => {})
    await events.waitUntilReady()
    const job = (await queue.add(name, toJson(input), { removeOnFail: true, ...options })) as Job
    const abandon = (): void => void job.remove().catch(() => {})
    signal.addEventListener('abort', abandon, { once: true })
    return (await job.waitUntilFinished(events)) as unknown
  } finally {
    await events.close()
  }
}

/** The backend of a queue, for another object of the same queue. */
function backendOf(queue: unknown): [never] | [] {
  const { backendFactory } = queue as { backendFactory?: never }
  return backendFactory === undefined ? [] : [backendFactory]
}
