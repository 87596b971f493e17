/// <reference types="node" preserve="true" />
export { pythonQueue, PythonQueue, QueuedExecution } from './bullmq-queue.js'
export type {
  FollowOptions,
  PythonQueueOptions,
  QueuePause,
  QueueExecuteOptions,
  QueueResumeOptions,
} from './bullmq-queue.js'
export { queueTool } from './bullmq-tool.js'
export type { CallJobOptions, QueueToolOptions } from './bullmq-tool.js'
export { pythonWorker, PythonWorker } from './bullmq-worker.js'
export type { PythonWorkerOptions } from './bullmq-worker.js'
export type { QueueBackend, QueuePlace } from './bullmq-backend.js'
