// Runs one hostile program in this process, as told on stdin, and says on stdout how it went.
// It is a process of its own, so that what the program does to it can be seen from outside.
import { readFileSync } from 'node:fs'
import { json } from 'node:stream/consumers'
import { Monty, MontyError, runMontyAsync } from '../dist/index.js'

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
const before = memory().now
tell({ at: 'ready' })

const [began, processor] = [performance.now(), process.cpuUsage()]
const outcome = await attempt()
const tookMs = performance.now() - began
const { user, system } = process.cpuUsage(processor)
const after = memory()
tell({
  at: 'outcome',
  ...outcome,
  tookMs,
  cpuMs: (user + system) / 1_000,
  grewBytes: after.peak - before,
})

const two = await runMontyAsync(new Monty('1 + 1'), isolation)
tell({ at: 'alive', alive: two === 2 })
// Calls that never settle must not keep a process alive, and neither must workers.
process.exitCode = 0

async function attempt() {
  try {
    const program = new Monty(code, { scriptName: 'hostile.py' })
    const options = { limits, externalFunctions }
    if (mode === 'sync') program.run(options)
    else await runMontyAsync(program, { ...options, ...isolation, timeoutMs })
    return { outcome: 'ok' }
  } catch (error) {
    return { outcome: outcomeOf(error), detail: String(error).slice(0, 200) }
  }
}

/** In the words of outcomes.json. An error that is not ours has no name there. */
function outcomeOf(error) {
  if (!(error instanceof MontyError)) return 'foreign error'
  switch (error.code) {
    case 'MONTY_SYNTAX':
      return 'syntax'
    case 'MONTY_LIMIT':
      return error.limit === 'sleep' ? 'duration' : error.limit
    case 'MONTY_TIMEOUT':
      return 'timeout'
    case 'MONTY_CRASHED':
      return 'crashed'
    case 'MONTY_RUNTIME':
      return error.exception.typeName === 'RecursionError' ? 'recursion' : 'error'
    case 'MONTY_VALUE':
      return 'unconvertible'
    case 'MONTY_ASYNC_ONLY':
      return 'error'
    default:
      return error.code
  }
}

/** Resident bytes, now and at most. */
function memory() {
  if (process.platform !== 'linux') {
    return { now: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 }
  }
  const status = readFileSync('/proc/self/status', 'utf8')
  const field = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) * 1024
  return { now: field('VmRSS'), peak: field('VmHWM') }
}

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
