import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { Monty, MontyError, runMontyAsync } from 'monty-node'
import { hostilePrograms } from '../../hostile/programs.mjs'
import { threadOf } from '../support/thread.js'

/*
 * The hostile programs that recurse, in worker threads with stacks of 2 MB. Tells how many there
 * were and what went wrong; a stack that overflows would end the process. Arguments: which of how
 * many shares of them.
 */

const [share, shares] = process.argv.slice(2).map(Number) as [number, number]

const CLASSES = new Set(['recursion', 'deep structures', 'deep expressions'])
const programs = hostilePrograms()
  .filter((program) => CLASSES.has(program.class) && program.inProcessMayBlock === false)
  .filter((_, at) => at % shares === share)
const limits = { maxDurationMs: 300, maxMemoryBytes: 2 ** 25 }
const externalFunctions = { echo: (value: unknown) => value }

async function wrongOf(code: string): Promise<string | undefined> {
  const options = { limits, externalFunctions }
  try {
    const monty = new Monty(code)
    try {
      monty.run(options)
    } catch (error) {
      if (!(error instanceof MontyError)) return String(error)
    }
    await runMontyAsync(monty, options)
  } catch (error) {
    if (!(error instanceof MontyError)) return String(error)
  }
  return undefined
}

if (isMainThread) {
  const lanes = availableParallelism()
  const answers = Array.from({ length: lanes }, async (_, lane) => {
    const worker = threadOf(import.meta.url, {
      argv: [String(share), String(shares)],
      resourceLimits: { stackSizeMb: 2 },
      workerData: { lane, lanes },
    })
    return new Promise<string[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('a thread ended early')))
    })
  })
  const wrong = (await Promise.all(answers)).flat()
  const after = new Monty('1 + 1').run()
  console.log(JSON.stringify({ programs: programs.length, wrong, after }))
} else {
  const { lane, lanes } = workerData as { lane: number; lanes: number }
  const wrong: string[] = []
  for (const { name, code } of programs.filter((_, at) => at % lanes === lane)) {
    const problem = await wrongOf(code)
    if (problem !== undefined) wrong.push(`${name}: ${problem}`)
  }
  parentPort!.postMessage(wrong)
}
