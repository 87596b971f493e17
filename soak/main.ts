import { soak as soakRuntime } from '../__test__/runtime/soak.js'
import { histories } from '../__test__/runtime/histories.js'
import { findingsOf } from '../__test__/support/scenario.js'

/*
 * The long runs behind `npm run soak`: what the tests show in small, at its full size. Give names,
 * or parts of them, to run only some.
 */

const MIB = 1024 * 1024

interface Soak {
  readonly name: string
  /** What is wrong, or what was measured. */
  run(): Promise<{ problem?: string; measured: string }>
}

function memory(what: string, times: number): Soak {
  return {
    name: `memory: ${times.toLocaleString('en')} ${what}`,
    async run() {
      const args = [what, String(times)]
      const { resident } = await findingsOf<{ resident: number[] }>('memory', args, ['--expose-gc'])
      // The first parts fill caches; from then on it may not grow with what is done.
      const growth = Math.min(...resident.slice(7)) - Math.max(...resident.slice(3, 6))
      const measured = `${resident.map((bytes) => (bytes / MIB).toFixed(1)).join(' ')} MiB`
      return growth < 4 * MIB ? { measured } : { measured, problem: 'memory grows' }
    },
  }
}

interface Lateness {
  readonly p99: number
  readonly worst: number
}

const lateness: Soak = {
  name: 'lateness of a 10 ms timer, with 50 busy runs, for 20 s each',
  async run() {
    const found = await findingsOf<Record<'idle' | 'one' | 'many', Lateness>>('lateness', [
      '50',
      '20000',
    ])
    const { idle, one, many } = found
    const isLate = [one, many].some(({ p99, worst }) => p99 > idle.p99 + 5 || worst > 15)
    const measured = JSON.stringify(found)
    return isLate ? { measured, problem: 'the timer is late' } : { measured }
  },
}

const shares: Soak = {
  name: '50 runs of 0.3 s at once under a limit of 1 s',
  async run() {
    const { failures, tookMs } = await findingsOf<{ failures: string[]; tookMs: number }>(
      'shares',
      ['50', '300', '1000'],
    )
    const measured = `${(tookMs / 1_000).toFixed(1)} s`
    return failures.length === 0 ? { measured } : { measured, problem: failures.join('\n') }
  },
}

/** A runtime's executions, 1,000 at once for 10 rounds, each with 5 gathered calls of 20 ms. */
function executions(isolation: 'none' | 'process', mostMs: number): Soak {
  return {
    name: `executions: 1,000 at once on one runtime, isolation ${isolation}`,
    async run() {
      const rounds = await soakRuntime(isolation, 1_000, 10)
      const resident = rounds.map(({ residentBytes }) => residentBytes / MIB)
      const times = rounds.map(({ ms }) => Math.round(ms))
      const measured = `${times.join(' ')} ms, ${resident.map((mib) => mib.toFixed(0)).join(' ')} MiB`
      if (rounds.some(({ right }) => right < 1_000))
        return { measured, problem: 'not all are right' }
      if (Math.min(...times) > mostMs) return { measured, problem: 'they take too long' }
      const growth = Math.min(...resident.slice(6)) - Math.max(...resident.slice(1, 4))
      return growth < 16 ? { measured } : { measured, problem: 'memory grows' }
    },
  }
}

const approvals: Soak = {
  name: 'approvals: 100,000 random histories',
  async run() {
    const seed = Number(process.env['MONTY_SEED'] ?? Date.now() % 2 ** 31)
    const problem = await histories(seed, 100_000)
    const measured = `from MONTY_SEED ${seed} on`
    return problem === undefined ? { measured } : { measured, problem }
  },
}

const soaks: Soak[] = [
  approvals,
  executions('none', 2_000),
  executions('process', 10_000),
  shares,
  lateness,
  memory('runs of a program', 100_000),
  memory('runs that call the host', 100_000),
  memory('runs that fail', 100_000),
  memory('runs that are stopped', 10_000),
  memory('suspended runs that are dropped', 10_000),
  memory('suspended runs that are dumped and loaded', 10_000),
  memory('programs that are compiled', 50_000),
  memory('sessions', 10_000),
  memory('sessions that are disposed of', 20_000),
]

const wanted = process.argv.slice(2)
const chosen = soaks.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
)
if (chosen.length === 0) {
  console.error(`There are:\n${soaks.map(({ name }) => `  ${name}`).join('\n')}`)
  process.exitCode = 2
}
for (const soak of chosen) {
  const { name } = soak
  const { problem, measured } = await soak.run()
  console.log(`${problem === undefined ? 'ok  ' : 'FAIL'} ${name}: ${measured}`)
  if (problem !== undefined) {
    console.log(`     ${problem}`)
    process.exitCode = 1
  }
}
