// A program that waits half-way for a person, in a process that ends. Another process goes on with
// it, with the same random number and clock, and no tool is called twice. The state is in SQLite
// where Node has it (from 22.5 on), else in the token itself.
//
//   npx tsx examples/agents/two-processes.ts start folder
//   npx tsx examples/agents/two-processes.ts approve folder     (or: deny)
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Decision, MontyRuntime, SqliteStore, tool } from 'monty-node'
import { z } from 'zod'

const [action, folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('say what to do, and name a folder')
const tokenFile = join(folder, 'token')
const callsFile = join(folder, 'calls.log')

const program = `
import random, time

started = time.time()
ticket = random.randint(1, 10**9)
order = await find_order("A-17")
print(f"ticket {ticket}")
try:
    message = await refund(order["id"], cents=order["cents"])
except PermissionError as error:
    message = f"nothing was paid: {error}"
print(f"still ticket {ticket}")
{"message": message, "waited": time.time() > started}
`

const runtime = new MontyRuntime({
  // In earnest the key comes from where your secrets are.
  snapshots: { key: 'only for this example, 16+ bytes', ...sqlite(join(folder, 'runs.db')) },
  tools: {
    find_order: tool({
      input: z.object({ id: z.string() }),
      output: z.object({ id: z.string(), cents: z.int() }),
      execute: ({ id }) => logged('find_order', { id, cents: 1250 }),
    }),
    refund: tool({
      input: z.object({ id: z.string(), cents: z.int() }),
      output: z.string(),
      needsApproval: ({ cents }) => cents > 1_000,
      execute: ({ id, cents }) => logged('refund', `refunded ${cents} cents of ${id}`),
    }),
  },
})

if (action === 'start') {
  const outcome = await runtime.execute(program).outcome
  if (outcome.status !== 'paused') throw new Error(outcome.status)
  const { token, pending } = outcome
  writeFileSync(tokenFile, JSON.stringify({ token, callIds: pending.map(({ callId }) => callId) }))
  console.log(outcome.stdout.trim())
  for (const { name, input } of pending) console.log(`waiting: ${name} ${JSON.stringify(input)}`)
} else {
  const { token, callIds } = JSON.parse(readFileSync(tokenFile, 'utf8')) as {
    token: string
    callIds: number[]
  }
  const decisions = callIds.map((callId): Decision =>
    action === 'approve'
      ? { callId, action: 'approve' }
      : { callId, action: 'deny', message: 'the boss said no' },
  )
  const outcome = await runtime.resume(token, decisions).outcome
  if (outcome.status === 'ok') console.log(outcome.stdout.trim(), outcome.value)
  else if (outcome.status !== 'paused') console.log(outcome.error.message)
}

function logged<T>(name: string, value: T): T {
  appendFileSync(callsFile, `${name}\n`)
  return value
}

function sqlite(path: string): { store?: SqliteStore } {
  try {
    createRequire(import.meta.url)('node:sqlite')
  } catch {
    return {}
  }
  return { store: new SqliteStore(path) }
}
