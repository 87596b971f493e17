import { once } from 'node:events'
import { Worker, isMainThread, parentPort } from 'node:worker_threads'
import { Monty } from 'monty-node'

const program = new Monty('x + 1', { inputs: ['x'] })

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url))
  const [inWorker] = await once(worker, 'message')
  console.log(JSON.stringify({ inWorker, inMain: program.run({ inputs: { x: 1 } }) }))
} else {
  parentPort.postMessage(program.run({ inputs: { x: 41 } }))
}
