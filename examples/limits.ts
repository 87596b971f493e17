// Programs that behave badly, and what becomes of them, while a timer of the host goes on ticking.
//
//   npx tsx examples/limits.ts
import { Monty, MontyError, MontyLimitError, runMontyAsync } from 'monty-node'

const programs = {
  'spins and catches everything':
    'while True:\n    try:\n        x = 1\n    except BaseException:\n        pass',
  'grows without end': 'x = [0]\nwhile True:\n    x = x + x',
  'calls the host too often': 'while True:\n    count()',
  'waits for what never comes': 'await forever()',
  'sleeps for a year': 'import time\ntime.sleep(31_536_000)',
  'returns too much': '"x" * 2_000_000',
  'recurses too deeply': 'def f(n):\n    return f(n + 1)\nf(0)',
}

let ticks = 0
const timer = setInterval(() => ticks++, 5)
for (const [what, code] of Object.entries(programs)) {
  console.log(`${what}: ${await fate(code)}`)
}
clearInterval(timer)
console.log(ticks > 10 ? 'the timer ticked all the while' : 'the timer was held up')

/** How a program ends under tight limits. */
async function fate(code: string): Promise<string> {
  try {
    const value = await runMontyAsync(new Monty(code), {
      limits: { maxDurationMs: 300, maxMemoryBytes: 8_000_000, maxResultBytes: 1_000_000 },
      signal: AbortSignal.timeout(2_000),
      externalFunctions: { count: () => 1, forever: () => new Promise(() => {}) },
    })
    return `came to ${String(value)}`
  } catch (error) {
    if (error instanceof MontyLimitError) return `limit of ${error.limit}`
    if (error instanceof MontyError) return `${error.name}: ${error.message.split('\n')[0]}`
    throw error
  }
}
