// An agent's program asks for refunds, and a person decides about them in a browser:
//
//   npx tsx examples/agent-with-approvals/main.ts
//
// Open the address that it prints. It ends when everything is decided.
import { MemoryStore, MontyRuntime, type Outcome } from 'monty-node'
import { approvalInbox } from 'monty-node/inbox'
import { serve } from './server.js'
import { refunded, tools } from './tools.js'

/** What a model could have written, given `runtime.prompt()`. */
const program = `
import asyncio

lost = [order for order in await list_orders() if order["isLost"]]
print(f"{len(lost)} orders were lost")
answers = await asyncio.gather(*(
    refund(order["id"], order["cents"], f"Dear {order['customer']}, your order was lost.")
    for order in lost
), return_exceptions=True)
[str(answer) for answer in answers]
`

const store = new MemoryStore()

let end: () => void
/** When the run is over, however often it waited. */
const ended = new Promise<void>((resolve) => (end = resolve))
const runtime = new MontyRuntime({
  tools,
  snapshots: { store, key: 'a secret of at least 16 bytes' },
  extensions: [
    {
      name: 'example',
      onEvent: (event) => {
        if (event.type === 'done' && event.outcome.status !== 'paused') end()
      },
    },
  ],
})

const inbox = approvalInbox(
  { refunds: runtime },
  {
    // In an application: whoever is signed in. Here everybody on this machine is.
    authenticate: () => ({ id: 'you' }),
    authorize: () => true,
    store,
  },
)

const outcome: Outcome = await runtime.execute(program).outcome
if (outcome.status !== 'paused')
  throw new Error(`the run ended before anybody was asked: ${outcome.status}`)
const server = await serve(inbox)
console.log(`${outcome.pending.length} refunds wait for you at ${server.url}`)

await ended
// What the page was being sent goes out first.
await new Promise((resolve) => setTimeout(resolve, 500))
for (const [order, cents] of refunded) console.log(`refunded ${cents} for order ${order}`)
console.log(refunded.size === 0 ? 'nothing was refunded' : 'done')
await server.close()
await runtime.close()
