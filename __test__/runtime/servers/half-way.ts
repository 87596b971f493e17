// A process that is killed: half-way.ts STORE PLACE begins each program that fails half-way, and says what it has
// done; then each stands still, or has failed by itself.
import { MontyRuntime } from '../../../src/runtime/index.js'
import { tool } from '../../../src/host/tool.js'
import { effects, HALF_WAY } from '../half-way.js'
import { openStore } from './open-store.js'

const [kind, place = ''] = process.argv.slice(2)
const store = await openStore(kind, place)
const key = 'a secret of thirty-two bytes, no less'

for (const [index, { begin }] of HALF_WAY.entries()) {
  const say = (line: string): boolean => process.stdout.write(`${index} ${line}\n`)
  const { tools } = effects((effect) => say(`made ${effect}`))
  const stall = tool({
    input: { type: 'object' },
    replay: 'always',
    execute: async () => {
      say('stands')
      await new Promise(() => {})
    },
  })
  const runtime = new MontyRuntime({
    isolation: 'none',
    typeCheck: false,
    snapshots: { store, key },
    tools: { ...tools, stall },
  })
  const execution = runtime.execute(`${begin}\nawait stall()`)
  say(`run ${execution.runId}`)
  void execution.outcome.then(() => say('stands'))
}
// Nothing else keeps the process alive.
setInterval(() => {}, 60_000)
