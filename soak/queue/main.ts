// npm run soak:queue -- chaos --kind redis --runs 2000 --kills 200
import { parseArgs } from 'node:util'
import { chaos } from './chaos.js'
import { fairness } from './fairness.js'
import { parked } from './parked.js'
import { rolling } from './rolling.js'
import { throughput } from './throughput.js'
import { versions } from './versions.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'redis' },
    runs: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '200' },
    every: { type: 'string', default: '500' },
    restarts: { type: 'string', default: '2' },
    workers: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '40' },
    others: { type: 'string', default: '20' },
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
  case 'rolling':
  case 'versions': {
    const counts = { runs: number(values.runs), workers: number(values.workers) }
    const pace = { rounds: number(values.rounds), rate: number(values.rate) }
    const part = positionals[0] === 'rolling' ? rolling : versions
    process.exit((await part({ kind, ...counts, ...pace })) ? 0 : 1)
  }
  case 'fairness': {
    const counts = { runs: number(values.runs), workers: number(values.workers) }
    process.exit((await fairness({ kind, ...counts, others: number(values.others) })) ? 0 : 1)
  }
  case 'throughput':
    await throughput(kind, number(values.runs), number(values.workers))
    process.exit(0)
  case 'parked': {
    const counts = { runs: number(values.runs), workers: number(values.workers) }
    process.exit((await parked({ kind, ...counts })) ? 0 : 1)
  }
  default:
    console.log('soak:queue chaos, rolling, versions, fairness, throughput or parked')
}
