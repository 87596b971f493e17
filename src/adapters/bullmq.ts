/// <reference types="node" preserve="true" />
export { pythonQueue, PythonQueue } from './bullmq-queue.js'
export { QueuedExecution } from './bullmq-execution.js'
export type { QueuePause } from './bullmq-found.js'
export type {
  FollowOptions,
  PythonQueueOptions,
  QueueExecuteOptions,
  QueueResumeOptions,
  QueueScheduleOptions,
} from './bullmq-options.js'
export { queueTool } from './bullmq-tool.js'
export type { CallJobOptions, QueueToolOptions } from './bullmq-tool.js'
export { pythonWorker, PythonWorker } from './bullmq-worker.js'
export type { PythonWorkerOptions } from './bullmq-worker-options.js'
export type { QueueBackend, QueuePlace } from './bullmq-backend.js'
