// The benchmark: everyone, side by side, in one run. Normally started by `npm run bench`.
//
//   node bench/main.mjs [filter ...] [--quick] [--save] [--contenders a,b] [--profile optimised] [--guided]
//
// filter          parts of workload names; everything without
// --quick         less than a minute
// --save          writes results.json and RESULTS.md also when quick
// --contenders    only these, and always monty-node
// --profile       the Cargo profile of the floors in Rust
// --guided        they are built with the recorded profile too, as the addon was
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { subject } from './contenders/catalogue.mjs'
import { freshWorkloads } from './fresh/index.mjs'
import { alternate } from './measure/alternate.mjs'
import { measureFresh } from './measure/fresh.mjs'
import { formatted } from './report/format.mjs'
import { judge, verdict } from './report/judge.mjs'
import { markdown, targetTable, workloadTable } from './report/markdown.mjs'
import { addonBuild, labelled, machine, ownVersions } from './setup/environment.mjs'
import { assemble } from './setup/contenders.mjs'
import { workloads } from './workloads/index.mjs'

const PACES = {
  quick: { sampleMs: 8, warmMs: 60, rounds: 5, leastRounds: 2, workloadMs: 400, freshRounds: 1 },
  full: {
    sampleMs: 50,
    warmMs: 500,
    rounds: 21,
    leastRounds: 5,
    workloadMs: 12_000,
    freshRounds: 7,
  },
}

const { values: flags, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    save: { type: 'boolean' },
    contenders: { type: 'string' },
    profile: { type: 'string', default: 'optimised' },
    guided: { type: 'boolean', default: false },
  },
})
const mode = flags.quick ? 'quick' : 'full'
const pace = PACES[mode]
const wanted = flags.contenders?.split(',')
const isWanted = (id) => id === subject.id || (wanted?.includes(id) ?? true)
const isChosen = (name) => filters.length === 0 || filters.some((part) => name.includes(part))

const began = performance.now()
const field = await assemble(flags, isWanted)
const measuredWorkloads = []
for (const workload of workloads.filter(({ name }) => isChosen(name))) {
  measuredWorkloads.push(await measure(workload))
}
for (const fresh of freshWorkloads.filter(({ measures }) =>
  measures.some(({ name }) => isChosen(name)),
)) {
  measuredWorkloads.push(...(await measureInNewProcesses(fresh)))
}
await field.close()

const result = {
  date: new Date().toISOString(),
  mode,
  seconds: Math.round((performance.now() - began) / 1_000),
  machine: machine(),
  profiles: { addon: addonBuild(), floors: labelled(flags.profile, flags.guided) },
  versions: { ...ownVersions(), ...field.versions },
  absent: field.absent,
  targets: judge(measuredWorkloads),
  workloads: measuredWorkloads,
}
print(result)

async function measure(workload) {
  const { name, title } = workload
  const has = (id) => id in workload.implementations || workload.remote.includes(id)
  const { measured, failed } = await alternate(workload, field.take(has), pace)
  return progress({ name, title, unit: 'ns', measured, failed })
}

async function measureInNewProcesses(fresh) {
  const ids = fresh.contenders.filter(isWanted)
  const { measured, failed } = await measureFresh(fresh, ids, pace.freshRounds)
  return fresh.measures.map(({ name, title, unit }) =>
    progress({ name, title, unit, measured: measured[name], failed }),
  )
}

function progress(workload) {
  const own = workload.measured[subject.id]
  console.log(`${workload.title}: ${own ? formatted(own.median, workload.unit) : 'failed'}`)
  for (const [id, reason] of Object.entries(workload.failed)) console.log(`  ${id}: ${reason}`)
  return workload
}

function print({ seconds }) {
  console.log(`\n${workloadTable(result.workloads).join('\n')}`)
  console.log(`\n${targetTable(result.targets.filter(({ met }) => met !== undefined)).join('\n')}`)
  console.log(`\n${verdict(result.targets)}; ${seconds} s`)
  const broken = result.workloads.filter(({ measured }) => measured[subject.id] === undefined)
  if (broken.length > 0) {
    console.log(`${subject.title} failed: ${broken.map(({ name }) => name).join(', ')}`)
    process.exitCode = 1
    return
  }
  const isWhole = filters.length === 0 && wanted === undefined
  if (!isWhole || (flags.quick && !flags.save)) return
  const place = (file) => new URL(file, import.meta.url)
  writeFileSync(place('results.json'), `${JSON.stringify(result, undefined, 2)}\n`)
  writeFileSync(place('RESULTS.md'), markdown(result))
  console.log('Wrote bench/results.json and bench/RESULTS.md')
}
