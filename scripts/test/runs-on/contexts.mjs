// A thousand overlapping runs of fifty users, in each isolation: every callback of the host must run in the
// async context of its own user. Prints the number of callbacks, and the mistakes.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Monty, MontyPool, MontyRuntime, MontySession, runMontyAsync, tool } from 'monty-node'

const RUNS = 1_000
const USERS = 50
const AT_ONCE = 100

const user = new AsyncLocalStorage()
const counts = {}
const mistakes = {}

/** Counts a callback that should run for `name`. Returns the user of its context. */
function seen(kind, name) {
  const now = user.getStore()
  counts[kind] = (counts[kind] ?? 0) + 1
  if (now !== name) mistakes[`${kind}: ${now} for another`] = name
  return now
}

const later = () => new Promise((resolve) => setTimeout(resolve, 1))
const input = { type: 'object' }

/** Callbacks that expect the user returned by `of`. */
const callbacks = (of) => ({
  printCallback: () => void seen('print', of()),
  intercept: (_call, next) => {
    seen('intercept', of())
    return next()
  },
  os: () => {
    seen('os', of())
    return 'value'
  },
  sleep: async () => {
    seen('sleep', of())
    await later()
    seen('sleep', of())
  },
})

const CALLS = `
import os, time, asyncio
for i in range(3000): pass
print('hello')
time.sleep(0.001)
a = await slow()
os.getenv('NAME')
b, c = await asyncio.gather(slow(), declared())
print('more')
[a, b, c, quick()]
`

async function calls(name, isolation) {
  const act = (kind) => () => seen(kind, name)
  const externalFunctions = {
    quick: act('function'),
    slow: async () => {
      seen('function', name)
      await later()
      return seen('function', name)
    },
    declared: tool({ input, execute: act('tool') }),
  }
  const options = { ...callbacks(() => name), externalFunctions, isolation }
  return runMontyAsync(new Monty(CALLS), options)
}

/** A session with two feeds. */
async function session(name, isolation) {
  const externalFunctions = { who: async () => (await later(), seen('session', name)) }
  const options = { externalFunctions, printCallback: () => void seen('print', name) }
  const kept = new MontySession({ isolation })
  await kept.feedAsync('for i in range(3000): pass\nx = await who()', options)
  await later()
  const answer = await kept.feedAsync('print(x)\n[x, await who()]', options)
  kept.dispose()
  return answer
}

async function resumed(name, isolation) {
  const externalFunctions = {
    first: () => seen('resume', name),
    who: async () => (await later(), seen('resume', name)),
  }
  const paused = await user.run(`${name}, who started it`, () =>
    new Monty('x = first()\n[x, await who(), await who()]').startAsync({ isolation }),
  )
  return runMontyAsync(paused, { externalFunctions })
}

async function nested(name, isolation) {
  const externalFunctions = {
    evaluate: tool({
      input: { type: 'object', properties: { code: { type: 'string' } } },
      execute: async ({ code }, context) => {
        seen('tool', name)
        const outcome = await context.subExecute(code)
        seen('tool', name)
        return outcome.value
      },
    }),
    who: async () => (await later(), seen('sub-execution', name)),
  }
  const options = { externalFunctions, isolation, printCallback: () => void seen('print', name) }
  return runMontyAsync(
    new Monty('await evaluate(code="print(1)\\n[await who(), await who()]")'),
    options,
  )
}

/** A runtime shared by all users: their names are also in the context of `execute`. */
function runtimeIn(isolation) {
  return new MontyRuntime({
    isolation,
    snapshots: { key: 'a key of thirty-two bytes or more' },
    tools: {
      look: tool({
        input,
        execute: async (_input, { context }) => (await later(), seen('tool', context.name)),
      }),
      pay: tool({
        input,
        needsApproval: (_input, { context }) => (seen('needsApproval', context.name), true),
        execute: async (_input, { context }) => (
          await later(),
          seen('approved tool', context.name)
        ),
      }),
    },
  })
}

async function approved(name, _isolation, runtime) {
  const context = { name }
  const paused = await runtime.execute('a = await look()\nb = await pay()\n[a, b, await look()]', {
    context,
  }).outcome
  if (paused.status !== 'paused') throw new Error(paused.error?.message ?? paused.status)
  const decisions = paused.pending.map(({ callId }) => ({ callId, action: 'approve' }))
  return runtime.resume(paused.token, decisions, { context }).value()
}

const KINDS = [calls, session, resumed, nested, approved]

async function all(isolation) {
  const runtime = runtimeIn(isolation)
  let at = 0
  const one = async () => {
    while (at < RUNS) {
      const number = at++
      const name = `user ${number % USERS}`
      const kind = KINDS[number % KINDS.length]
      const answer = await user.run(name, () => kind(name, isolation, runtime))
      if (answer.some((who) => who !== name)) mistakes[`a result of ${kind.name}`] = answer
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  await runtime.close()
}

/** Number of callbacks in a run of each kind: none may be missing. */
const EXPECTED = {
  calls: { function: 5, tool: 1, print: 2, intercept: 4, os: 1, sleep: 2 },
  session: { session: 2, print: 1 },
  resumed: { resume: 3 },
  nested: { tool: 2, 'sub-execution': 2, print: 1 },
  approved: { tool: 2, needsApproval: 1, 'approved tool': 1 },
}

function missing() {
  const expected = {}
  const runsOfAKind = (2 * RUNS) / KINDS.length
  for (const [kind, count] of Object.values(EXPECTED).flatMap(Object.entries))
    expected[kind] = (expected[kind] ?? 0) + count * runsOfAKind
  for (const [kind, count] of Object.entries(expected))
    if (counts[kind] !== count) mistakes[`${kind}: ${counts[kind]} of ${count}`] = 'callbacks'
}

const pool = await MontyPool.create({ maxWorkers: 2 })
await all('none')
await all(pool)
await pool.close()
missing()
const made = Object.values(counts).reduce((sum, count) => sum + count, 0)
console.log(
  `${(2 * RUNS).toLocaleString('en')} overlapping runs of ${USERS} users: ${made.toLocaleString('en')} callbacks, ${Object.keys(mistakes).length} mistakes`,
)
console.log(JSON.stringify(mistakes))
if (Object.keys(mistakes).length > 0) process.exitCode = 1
