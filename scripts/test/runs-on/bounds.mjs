// Checks that limits of stack and memory hold on a platform: each program ends with its error, and
// later programs run. Prints the failures.
import { Monty, runMontyAsync } from 'monty-node'

const limits = { maxMemoryBytes: 32 * 1024 * 1024, maxDurationMs: 20_000 }
const ERRORS = {
  'x = [0] * 10**9': /MemoryError|memory/,
  "x = ' ' * (1 << 60)": /MemoryError|memory/,
  'x = []\nwhile True:\n    x.append([0] * 1000)': /MemoryError|memory/,
  'd = {}\ni = 0\nwhile True:\n    d[i] = str(i)\n    i += 1': /MemoryError|memory/,
  'x = 2 ** (10**9)': /MemoryError|memory|too large/,
  'def f(n):\n    return f(n + 1)\nf(0)': /RecursionError/,
  'x = []\nfor i in range(100000):\n    x = [x]\nx': /deep|nest|depth|Recursion/,
  ['('.repeat(5_000) + ')'.repeat(5_000)]: /SyntaxError/,
  'while True: pass': /time|duration/,
}

const failed = {}
for (const isolation of ['none', 'process']) {
  for (const [code, expected] of Object.entries(ERRORS)) {
    const own = code.includes('while True: pass') ? { ...limits, maxDurationMs: 200 } : limits
    const result = await Promise.resolve()
      .then(() => runMontyAsync(new Monty(code), { isolation, limits: own }))
      .then(
        (value) => `gave ${JSON.stringify(value)}`.slice(0, 80),
        (error) => `${error.name}: ${error.message}`,
      )
    if (!expected.test(result)) failed[`${isolation}: ${code.slice(0, 40)}`] = result.slice(0, 120)
  }
  if ((await runMontyAsync(new Monty('6 * 7'), { isolation })) !== 42)
    failed[`${isolation}: afterwards`] = 'nothing runs'
}
console.log(JSON.stringify(failed))
if (Object.keys(failed).length > 0) process.exitCode = 1
