import { Monty, MontyAbortError, MontySession, runMontyAsync } from 'monty-node'

/* The collector meets runs in every state: waiting in nobody's hands, half driven, held, over. Needs --expose-gc. */

const collect = (globalThis as { gc?: () => void }).gc!
const tick = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

let finalized = 0
const registry = new FinalizationRegistry(() => finalized++)

// Pauses that nobody keeps.
for (let round = 0; round < 500; round++) {
  const paused = new Monty('x = ["data"] * 100\nf(x)').start()
  registry.register(paused, undefined)
}
// Sessions that nobody keeps, idle and in the middle of a feed.
for (let round = 0; round < 100; round++) {
  const session = new MontySession()
  session.feed('x = [1]')
  registry.register(session, undefined)
  registry.register(session.feedStart('f(x)'), undefined)
}

// Runs whose host calls end after many collections.
const pending = Array.from({ length: 30 }, async (_, n) =>
  runMontyAsync(new Monty('x = [n]\nawait f()\nx[0]', { inputs: ['n'] }), {
    inputs: { n },
    externalFunctions: {
      f: async () => {
        for (let round = 0; round < 5; round++) {
          collect()
          await tick()
        }
      },
    },
  }),
)
const values = await Promise.all(pending)

// A run whose host function is the only one to know it, aborted while the collector runs.
const controller = new AbortController()
const aborted = runMontyAsync(new Monty('await never()'), {
  signal: controller.signal,
  externalFunctions: { never: async () => new Promise(() => {}) },
}).catch((error: unknown) => error instanceof MontyAbortError)
collect()
controller.abort()

for (let round = 0; round < 20; round++) {
  collect()
  await tick()
}
const right = values.every((value, n) => value === n)
const after = new Monty('1 + 1').run()
console.log(JSON.stringify({ right, aborted: await aborted, finalized, after }))
