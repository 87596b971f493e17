import { closeSync, openSync } from 'node:fs'
import { Monty, MontyError, MontyPool, runMontyAsync } from 'monty-node'

/* The process has no file descriptor left: Python runs here, no worker starts, and says so. */

const onePlusOne = new Monty('1 + 1')
const codeOf = async (run: Promise<unknown>): Promise<unknown> =>
  run.catch((error: unknown) => (error instanceof MontyError ? error.code : String(error)))

onePlusOne.run()
const warm = await MontyPool.create({ maxWorkers: 1 })
const empty = await MontyPool.create({ minWorkers: 0, maxWorkers: 2 })
// What starts the first worker of a process is loaded by then.
const taken: number[] = []
try {
  for (;;) taken.push(openSync('/dev/null', 'r'))
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EMFILE') throw error
}

const inProcess = onePlusOne.run()
const asynchronous = await runMontyAsync(onePlusOne)
const inRunningWorker = await onePlusOne.runAsync({ isolation: warm })
const refused = await Promise.all(
  [1, 2, 3].map(() => codeOf(onePlusOne.runAsync({ isolation: empty }))),
)
const created = await codeOf(MontyPool.create({ maxWorkers: 1 }))
for (const descriptor of taken) closeSync(descriptor)
const afterwards = await onePlusOne.runAsync({ isolation: empty })
await Promise.all([warm.close(), empty.close()])
console.log(
  JSON.stringify({
    taken: taken.length > 20,
    inProcess,
    asynchronous,
    inRunningWorker,
    refused,
    created,
    afterwards,
  }),
)
