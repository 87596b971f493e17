import { isMainThread, parentPort } from 'node:worker_threads'
import { Monty, MontyError, runMontyAsync } from 'monty-node'
import { threadOf } from '../support/thread.js'

/* Worker threads with stacks of 2 MB run Python that recurses, beside runs of the main thread. */

const deep = 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n'
const nested = 'a = []\nfor i in range(900):\n    a = [a]\n'
const programs: Array<[string, unknown]> = [
  [`${deep}f(900)`, 900],
  [`${deep}try:\n    f(5_000)\nexcept RecursionError:\n    r = 'caught'\nr`, 'caught'],
  [`${nested}len(repr(a))`, 1_802],
  [`${nested}a == a`, true],
  [`import json\n${nested}len(json.dumps(a))`, 1_802],
  [`${'('.repeat(60)}1${')'.repeat(60)}`, 1],
  [`${'-'.repeat(150)}1`, 1],
  ['sorted([3, 1, 2], key=lambda x: -x)[0]', 3],
]

async function wrong(): Promise<string[]> {
  const found: string[] = []
  for (const [code, expected] of programs) {
    const check = (value: unknown): void => {
      if (value !== expected) found.push(`${code}: ${String(value)}`)
    }
    try {
      const monty = new Monty(code)
      check(monty.run({ limits: { maxRecursionDepth: 1_000 } }))
      check(await runMontyAsync(monty))
    } catch (error) {
      found.push(`${code}: ${error instanceof MontyError ? error.message : String(error)}`)
    }
  }
  return found
}

if (isMainThread) {
  const workers = Array.from({ length: 4 }, () =>
    threadOf(import.meta.url, { resourceLimits: { stackSizeMb: 2 } }),
  )
  const answers = workers.map(
    async (worker) =>
      new Promise<string[]>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      }),
  )
  const results = await Promise.all([wrong(), ...answers])
  console.log(JSON.stringify({ threads: results.length, wrong: results.flat() }))
} else {
  parentPort!.postMessage(await wrong())
}
