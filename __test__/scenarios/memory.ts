import { Monty, MontySession, runMontyAsync } from 'monty-node'

/*
 * Whether memory stays flat. Arguments: what to do, how often. It is done in ten parts; what counts
 * is the resident memory after each, the garbage having been collected.
 */

const [what = '', times = '0'] = process.argv.slice(2)
const add = new Monty('x = [n] * 50\nlen(x) + n', { inputs: ['n'] })
const call = new Monty('data = ["x" * 100] * 20\nawait f(data)\n')
const fail = new Monty('def f(n):\n    return f(n - 1) if n else 1 / 0\nf(20)')
const spin = new Monty('a = []\nwhile True:\n    a.append(1)')
const calling = { externalFunctions: { f: async (data: unknown) => data } }

const tasks: Record<string, (index: number) => unknown> = {
  'runs of a program': (index) => add.run({ inputs: { n: index } }),
  'runs that call the host': async () => runMontyAsync(call, calling),
  'runs that fail': () => {
    try {
      fail.run()
    } catch {
      // Expected.
    }
  },
  'runs that are stopped': async () =>
    runMontyAsync(spin, { limits: { maxDurationMs: 1 } }).catch(() => {}),
  'suspended runs that are dropped': () => call.start(),
  'suspended runs that are dumped and loaded': () => {
    const paused = call.start()
    if (!('dump' in paused)) throw new Error('it did not pause')
    const Kind = paused.constructor as unknown as { load(bytes: Buffer): unknown }
    Kind.load(paused.dump())
  },
  'programs that are compiled': (index) => new Monty(`x = ${index}\nx + 1`),
  sessions: (index) => {
    const session = new MontySession()
    session.feed(`x = ${index}`)
    session.fork().feed('x += 1')
  },
  'sessions that are disposed of': (index) => {
    const session = new MontySession()
    session.feed(`x = ${index}`)
    session.dispose()
  },
}

const task = tasks[what]
if (task === undefined) throw new Error(`${what} is none of ${Object.keys(tasks).join(', ')}`)

async function collected(): Promise<number> {
  // Finalisers run in turns of their own.
  for (let round = 0; round < 4; round++) {
    globalThis.gc!()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return process.memoryUsage.rss()
}

const resident: number[] = []
const part = Number(times) / 10
for (let index = 0; index < part * 10; index++) {
  const result = task(index)
  if (result instanceof Promise) await result
  else if (index % 256 === 255) await new Promise((resolve) => setImmediate(resolve))
  if ((index + 1) % part === 0) resident.push(await collected())
}
console.log(JSON.stringify({ resident }))
