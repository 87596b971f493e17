import { Monty, MontyAbortError, MontyError, runMontyAsync } from 'monty-node'
import { Random } from '../support/random.js'

/*
 * Many runs at once, half of which are aborted at random times: in bytecode, in sleeps, while host
 * calls are pending. Arguments: how many, the seed.
 */

const [count, seed] = process.argv.slice(2).map(Number) as [number, number]
const random = new Random(seed)
const later = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const programs = [
  new Monty('i = 0\nwhile i < 20_000:\n    i += 1\nn', { inputs: ['n'] }),
  new Monty('import asyncio\nawait asyncio.sleep(0.02)\nn', { inputs: ['n'] }),
  new Monty('import asyncio\n(await asyncio.gather(*[wait(n) for _ in range(5)]))[0]', {
    inputs: ['n'],
  }),
  new Monty('x = await wait(n)\ni = 0\nwhile i < 5_000:\n    i += 1\nx', { inputs: ['n'] }),
]
const externalFunctions = {
  wait: async (n: number): Promise<number> => {
    await later(n % 30)
    return n
  },
}

interface Counts {
  right: number
  aborted: number
  wrong: string[]
}

const counts: Counts = { right: 0, aborted: 0, wrong: [] }
const runs = Array.from({ length: count }, async (_, n) => {
  const controller = new AbortController()
  const isAborted = n % 2 === 1
  if (isAborted) setTimeout(() => controller.abort(), random.below(120))
  const { signal } = controller
  try {
    const program = programs[n % programs.length]!
    const value = await runMontyAsync(program, { inputs: { n }, externalFunctions, signal })
    if (value === n) counts.right++
    else counts.wrong.push(`${n} gave ${String(value)}`)
  } catch (error) {
    if (isAborted && error instanceof MontyAbortError) counts.aborted++
    else counts.wrong.push(`${n}: ${error instanceof MontyError ? error.display() : String(error)}`)
  }
})
await Promise.all(runs)
const after = new Monty('1 + 1').run()
console.log(JSON.stringify({ ...counts, after }))
