import { isMainThread, parentPort } from 'node:worker_threads'
import { Monty, MontySession, runMontyAsync } from 'monty-node'
import { threadOf } from '../support/thread.js'

/* Worker threads are terminated in the midst of runs; the main thread goes on unharmed. */

const spin = new Monty(
  'a = []\nwhile True:\n    a.append(len(a))\n    if len(a) > 1000:\n        a = []',
)
const limits = { maxDurationMs: Infinity }

if (isMainThread) {
  const mine = runMontyAsync(new Monty('n = 0\nfor i in range(2_000_000):\n    n += 1\nn'))
  let terminated = 0
  for (let round = 0; round < 3; round++) {
    const workers = Array.from({ length: 4 }, (_, index) =>
      threadOf(import.meta.url, { argv: [index % 2 ? 'sync' : 'async'] }),
    )
    await Promise.all(
      workers.map(async (worker) => new Promise((resolve) => worker.once('message', resolve))),
    )
    await new Promise((resolve) => setTimeout(resolve, round * 3))
    const codes = await Promise.all(workers.map(async (worker) => worker.terminate()))
    terminated += codes.length
  }
  const after = new Monty('1 + 1').run()
  console.log(JSON.stringify({ terminated, mine: await mine, after }))
} else {
  const session = new MontySession()
  session.feed('x = [1]')
  for (let index = 0; index < 3; index++) new Monty('f()').start()
  parentPort!.postMessage('ready')
  if (process.argv[2] === 'sync') spin.run({ limits })
  else await Promise.all([1, 2, 3, 4, 5, 6].map(async () => runMontyAsync(spin, { limits })))
}
