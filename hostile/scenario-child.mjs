// Plays one hostile scenario in this process and says on stdout how it went, and what it did to the process.
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import * as library from '../dist/index.js'
import { outcomeOf } from './outcome.mjs'
import { forgetPeak, processState } from './process-state.mjs'
import { RELEASE_MS, isReleased } from './scenario-bounds.mjs'
import { StallMeter } from './stall-meter.mjs'

const { Monty, MontyRuntime, runMontyAsync } = library
const [path, isolation] = process.argv.slice(2)
const { default: scenario } = await import(pathToFileURL(path).href)

const runtimes = []

/** What a scenario has at hand. Whatever it begins by these ways runs under its isolation. */
const host = {
  isolation,
  library,
  /** Compiles and runs a program; its outcome in one word. */
  async run(code, options = {}) {
    try {
      const inputs = Object.keys(options.inputs ?? {})
      await runMontyAsync(await Monty.create(code, { isolation, inputs }), {
        isolation,
        ...options,
      })
      return 'ok'
    } catch (error) {
      return outcomeOf(error)
    }
  },
  /** A runtime, which is closed when the scenario is over. */
  open(options) {
    const runtime = new MontyRuntime({ isolation, ...options })
    runtimes.push(runtime)
    return runtime
  },
  /** Executes a program in a runtime of its own; the status of its outcome, or the limit that it met. */
  async execute(code, options = {}, execution = {}) {
    const runtime = host.open(options)
    return host.statusOf(await runtime.execute(code, execution).outcome)
  },
  statusOf: (outcome) => (outcome.status === 'limit' ? outcome.error.limit : outcome.status),
}

// What every process pays once is no scenario's doing.
await host.execute('import asyncio\nawait t()', {
  tools: { t: library.tool({ input: {}, execute: async () => 1 }) },
})
await host.run('1 +')
await Promise.all(Array.from({ length: 4 }, () => host.run('1')))
globalThis.gc()
await wait(20)
const idle = processState()
forgetPeak()
tell({ at: 'ready' })

const stalls = new StallMeter()
stalls.start()
const began = performance.now()
let outcome
try {
  outcome = await scenario.run(host)
} catch (error) {
  outcome = `threw ${String(error).slice(0, 300)}`
}
const tookMs = performance.now() - began
const stallMs = stalls.stop()
const { peakBytes } = processState()
for (const runtime of runtimes) await runtime.close()
tell({ at: 'outcome', outcome, tookMs, stallMs, grewBytes: peakBytes - idle.residentBytes })

const until = performance.now() + RELEASE_MS
let kept
do {
  globalThis.gc()
  const now = processState()
  kept = {
    bytes: now.residentBytes - idle.residentBytes,
    threads: now.threads - idle.threads,
    descriptors: now.descriptors - idle.descriptors,
  }
  if (isReleased(kept, isolation)) break
  await wait(100)
} while (performance.now() < until)
tell({ at: 'released', kept })
tell({ at: 'alive', alive: (await host.run('1 + 1')) === 'ok' })
process.exitCode = 0

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
