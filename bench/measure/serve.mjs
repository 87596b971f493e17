// The process of a contender that runs in Node: node serve.mjs <contender>
//
// It reads `prepare <workload>` and `sample <iterations>` lines and answers each with a line of
// JSON, as the floors in Rust and the driver in Python do.
import { createInterface } from 'node:readline'
import { workloads } from '../workloads/index.mjs'
import { isThenable, sample } from './sample.mjs'

const [contender] = process.argv.slice(2)
const { load } = await import(`../contenders/${contender}.mjs`)
const library = await load()
let prepared

for await (const line of createInterface({ input: process.stdin })) {
  const [request, argument] = line.split(' ')
  const answer = await answerTo(request, argument).catch((error) => ({
    error: String(error?.stack ?? error),
  }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

async function answerTo(request, argument) {
  if (request === 'prepare') {
    prepared = undefined
    globalThis.gc()
    const workload = workloads.find(({ name }) => name === argument)
    const work = await workload.implementations[contender](library)
    const first = work()
    workload.check(await first)
    prepared = { work, isAsync: isThenable(first) }
    return { ready: true }
  }
  return { ns: await sample(prepared.work, Number(argument), prepared.isAsync) }
}
