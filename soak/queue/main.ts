// npm run soak:queue -- chaos --kind redis --runs 2000 --kills 200
import { parseArgs } from 'node:util'
import { chaos } from './chaos.js'
import { parked } from './parked.js'
import { throughput } from './throughput.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'redis' },
    runs: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '200' },
    every: { type: 'string', default: '500' },
    restarts: { type: 'string', default: '2' },
    workers: { type: 'string', default: '4' },
  },
})
const kind = values.kind === 'postgres' ? 'postgres' : 'redis'
const number = (text: string): number => Number(text)

switch (positionals[0]) {
  case 'chaos': {
    const good = await chaos({
      kind,
      runs: number(values.runs),
      kills: number(values.kills),
      everyMs: number(values.every),
      restarts: number(values.restarts),
      workers: number(values.workers),
    })
    process.exit(good ? 0 : 1)
  }
  case 'throughput':
    await throughput(kind, number(values.runs), number(values.workers))
    process.exit(0)
  case 'parked': {
    const counts = { runs: number(values.runs), workers: number(values.workers) }
    process.exit((await parked({ kind, ...counts })) ? 0 : 1)
  }
  default:
    console.log('soak:queue chaos, throughput or parked')
}
