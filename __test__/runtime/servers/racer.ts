// Resumes a run in a process of its own: racer.ts STORE PLACE TOKEN CALL_ID. Prints what came of it.
import { tool } from '../../../src/host/tool.js'
import { MontyRuntime } from '../../../src/runtime/index.js'
import { openStore } from './open-store.js'

const [kind, place = '', token = '', callId] = process.argv.slice(2)

const runtime = new MontyRuntime({
  isolation: 'none',
  snapshots: { store: await openStore(kind, place), key: 'a secret of thirty-two bytes, no less' },
  tools: {
    pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => process.pid }),
  },
})
// Both are ready before either begins.
process.stdout.write('ready\n')
process.stdin.once('data', () => {
  const execution = runtime.resume(token, [{ callId: Number(callId), action: 'approve' }])
  void execution.outcome.then((outcome) => {
    process.stdout.write(
      `${outcome.status === 'ok' ? `ok ${String(outcome.value)}` : outcome.status}\n`,
    )
    process.exit()
  })
})
