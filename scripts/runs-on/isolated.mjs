// What must work of a worker alone, whose engine may be of another platform than the host's.
import { Monty, MontySession, runMontyAsync } from 'monty-node'

const isolation = 'process'
const run = async (code, options = {}) => runMontyAsync(new Monty(code), { isolation, ...options })
const said = (promise) =>
  promise.then(
    (value) => `gave ${JSON.stringify(value)}`,
    (error) => `${error.name}: ${error.message}`,
  )

const checks = {
  'a host call': async () =>
    (await run('import asyncio\nsum(await asyncio.gather(f(1), f(2)))', {
      externalFunctions: { f: async (n) => n * 10 },
    })) === 30,
  'a type check': async () =>
    (await said(new Monty('x: int = "one"').typeCheckAsync('', { isolation }))).startsWith(
      'MontyTypingError',
    ),
  'a session': async () => {
    const session = new MontySession({ isolation })
    await session.feedAsync(
      'import random, re\nx = [n * 2**70 for n in range(5)]\ndef f(n):\n    return x[n]',
    )
    return (await session.feedAsync('f(3) == 3 * 2**70 and re.sub("a", "b", "cab")')) === 'cbb'
  },
  'a limit of time': async () =>
    /limit/.test(await said(run('while True: pass', { limits: { maxDurationMs: 200 } }))),
  'a limit of memory': async () =>
    /memory/.test(
      await said(
        run('x = []\nwhile True:\n    x.append([0] * 1000)', {
          limits: { maxMemoryBytes: 32 << 20 },
        }),
      ),
    ),
  'a bound of the stack': async () =>
    /RecursionError/.test(await said(run('def f(n):\n    return f(n + 1)\nf(0)'))),
  nesting: async () => /SyntaxError/.test(await said(run('('.repeat(5_000) + ')'.repeat(5_000)))),
}

const failed = {}
for (const [name, check] of Object.entries(checks)) {
  try {
    if (!(await check())) failed[name] = 'gave something else'
  } catch (error) {
    failed[name] = `${error.name}: ${error.message}`
  }
}
console.log(JSON.stringify(failed))
process.exit(Object.keys(failed).length > 0 ? 1 : 0)
