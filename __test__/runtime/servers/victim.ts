// A process that is killed: victim.ts STORE PLACE pauses a run and says its token; with a TOKEN and a
// CALL_ID it approves the call, says that it is being made, and never ends.
import { tool } from '../../../src/host/tool.js'
import { MontyRuntime } from '../../../src/runtime/index.js'
import { openStore } from './open-store.js'

const [kind, place = '', token, callId] = process.argv.slice(2)
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

const runtime = new MontyRuntime({
  isolation: 'none',
  snapshots: {
    store: await openStore(kind, place),
    key: 'a secret of thirty-two bytes, no less',
    leaseMs: 1_000,
  },
  tools: {
    look: tool({ input: { type: 'object' }, execute: () => say('looked') }),
    pay: tool({
      input: { type: 'object' },
      needsApproval: true,
      execute: async () => {
        say('paying')
        await new Promise(() => {})
      },
    }),
  },
})
// Nothing else keeps the process alive.
setInterval(() => {}, 60_000)

if (token === undefined) {
  const outcome = await runtime.execute(
    'import random\nx = random.random()\nawait look()\n[x, await pay()]',
  ).outcome
  say(
    outcome.status === 'paused' ? `${outcome.token} ${outcome.pending[0]!.callId}` : outcome.status,
  )
} else {
  runtime.resume(token, [{ callId: Number(callId), action: 'approve' }])
}
