// A run that waits for a person: one process writes it to a file, another one goes on with it.
//
//   npx tsx examples/approval.ts request refund.snapshot
//   npx tsx examples/approval.ts approve refund.snapshot
import { readFileSync, writeFileSync } from 'node:fs'
import { FunctionSnapshot, Monty, PausedRun, runMontyAsync } from 'monty-node'

// In earnest it comes from where your secrets are, for example as MONTY_SNAPSHOT_KEY.
const key = 'only for this example, 16+ bytes'
const dayMs = 24 * 60 * 60 * 1000

const script = `
orders = [{"id": 17, "total": 120}, {"id": 23, "total": 80}]
amount = sum(order["total"] for order in orders)

if approve_refund(amount, reason="both parcels were lost"):
    message = await refund(amount)
else:
    message = "nothing was paid"
message
`

const [action, file] = process.argv.slice(2)
if (file === undefined) throw new Error('say what to do, and name a file')
switch (action) {
  case 'request':
    request(file)
    break
  case 'approve':
  case 'refuse':
    console.log(await decide(file, action === 'approve'))
    break
  default:
    throw new Error('the first argument is request, approve or refuse')
}

function request(path: string): void {
  const paused = new Monty(script, { scriptName: 'refund.py' }).start()
  if (!(paused instanceof FunctionSnapshot)) throw new Error('the script asks for approval')
  writeFileSync(path, paused.dump({ key, encrypt: true, expiresInMs: dayMs }))
  const [amount] = paused.args
  console.log(`waiting: refund ${String(amount)}, because ${String(paused.kwargs['reason'])}`)
}

async function decide(path: string, isApproved: boolean): Promise<unknown> {
  const paused = FunctionSnapshot.load(readFileSync(path), { key })
  const progress = await paused.resumeAsync({ returnValue: isApproved })
  if (!(progress instanceof PausedRun)) return progress.output
  return runMontyAsync(progress, {
    externalFunctions: { refund: async (amount: number) => `refunded ${amount}` },
  })
}
