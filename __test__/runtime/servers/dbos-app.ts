// A workflow of DBOS's: dbos-app.ts FOLDER LOG ID begins it, and stands still half-way; with `recover` it goes on with it.
import { appendFileSync } from 'node:fs'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { Pool } from 'pg'
import { z } from 'zod'
import { stepTools, tool } from '../../../src/host/index.js'
import { MontyRuntime } from '../../../src/runtime/index.js'

const [folder = '', log = '', workflowID = '', isRecovering] = process.argv.slice(2)

const given = {
  charge: tool({
    input: z.object({ cents: z.int() }),
    execute: ({ cents }) => {
      appendFileSync(log, `charge ${cents}\n`)
      return `charged ${cents}`
    },
  }),
  gate: tool({
    input: z.object({}),
    execute: async () => {
      appendFileSync(log, 'gate\n')
      // In the first process nobody opens it.
      if (isRecovering === undefined) await new Promise(() => {})
      return 'open'
    },
  }),
}

async function agent(code: string, askedAt: string): Promise<unknown> {
  const tools = stepTools(given, ({ name, callId }, perform) =>
    DBOS.runStep(async () => perform(), { name: `${name}-${callId}` }),
  )
  const clock = new Date(askedAt)
  const random = { seed: DBOS.workflowID! }
  const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false, tools, random, clock })
  return runtime.execute(code).value()
}
const runAgent = DBOS.registerWorkflow(agent, { name: 'agent' })

const code = `
import random, asyncio, datetime
seen = [await charge(1), random.random()]
seen += await asyncio.gather(charge(2), charge(3))
seen.append(await gate())
seen.append(await charge(4))
[*seen, random.random(), str(datetime.datetime.now())]`

DBOS.setConfig({
  name: 'monty',
  applicationVersion: '1',
  systemDatabasePool: new Pool({ host: folder, user: 'monty', database: 'postgres' }),
  logLevel: 'error',
})
// It takes up what was under way.
await DBOS.launch()
const handle =
  isRecovering === undefined
    ? await DBOS.startWorkflow(runAgent, { workflowID })(code, '2026-01-01T09:00:00Z')
    : DBOS.retrieveWorkflow(workflowID)
process.stdout.write(`${JSON.stringify(await handle.getResult())}\n`)
const steps = (await DBOS.listWorkflowSteps(workflowID)) ?? []
process.stdout.write(`${JSON.stringify(steps.map(({ name }) => name))}\n`)
process.exit()
