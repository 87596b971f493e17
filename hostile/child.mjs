// Runs one hostile program in this process, as told on stdin, and says on stdout how it went.
// It is a process of its own, so that what the program does to it can be seen from outside.
import { json } from 'node:stream/consumers'
import { Monty, runMontyAsync } from '../dist/index.js'
import { outcomeOf } from './outcome.mjs'
import { processState } from './process-state.mjs'
import { StallMeter } from './stall-meter.mjs'

const { code, mode, limits, timeoutMs } = await json(process.stdin)

const externalFunctions = {
  echo: (value) => value,
  nothing: () => null,
  later: async (value) => value,
  never: () => new Promise(() => {}),
  fail: () => {
    throw new Error('the host refuses')
  },
}

const isolation = mode === 'isolated' ? { isolation: 'process' } : {}
// What every process pays once is not the program's doing.
await runMontyAsync(new Monty('1 + 1'), isolation)
const before = processState().residentBytes
tell({ at: 'ready' })

const stalls = new StallMeter()
stalls.start()
const [began, processor] = [performance.now(), process.cpuUsage()]
const outcome = await attempt()
const tookMs = performance.now() - began
const { user, system } = process.cpuUsage(processor)
const stallMs = stalls.stop()
const { peakBytes } = processState()
tell({
  at: 'outcome',
  ...outcome,
  tookMs,
  cpuMs: (user + system) / 1_000,
  stallMs,
  grewBytes: peakBytes - before,
})

const two = await runMontyAsync(new Monty('1 + 1'), isolation)
tell({ at: 'alive', alive: two === 2 })
// Calls that never settle must not keep a process alive, and neither must workers.
process.exitCode = 0

async function attempt() {
  try {
    const source = { scriptName: 'hostile.py' }
    const program =
      mode === 'sync'
        ? new Monty(code, source)
        : await Monty.create(code, { ...source, ...isolation })
    const options = { limits, externalFunctions }
    if (mode === 'sync') program.run(options)
    else await runMontyAsync(program, { ...options, ...isolation, timeoutMs })
    return { outcome: 'ok' }
  } catch (error) {
    return { outcome: outcomeOf(error), detail: String(error).slice(0, 200) }
  }
}

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
