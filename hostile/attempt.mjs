import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const child = new URL('child.mjs', import.meta.url).pathname

const MIB = 1024 * 1024
export const limits = { maxDurationMs: 1_000, maxMemoryBytes: 64 * MIB, maxTotalSleepMs: 1_000 }
/** What may pass between the limit and the outcome. */
export const GRACE_MS = 1_500
/** What a process may grow by, besides what the limit allows. */
export const SLACK_BYTES = 64 * MIB
const STARTUP_MS = 20_000
/** Beyond the grace, to tell what is late from what would never end. */
const WATCHDOG_MS = 4_000
const SAMPLE_MS = 10

/**
 * Runs a program in a process of its own. Resolves with what happened to it, whatever that was:
 * `outcome`, `tookMs`, `grewBytes`, `workerBytes`, `alive`, and how the process ended.
 */
export function attempt({ code }, mode) {
  return new Promise((resolve) => {
    const result = {
      outcome: 'process ended',
      alive: false,
      tookMs: NaN,
      grewBytes: 0,
      workerBytes: 0,
    }
    const stdio = ['pipe', 'pipe', 'pipe']
    const host = spawn(process.execPath, [child], { stdio })
    let watchdog = setTimeout(kill, STARTUP_MS)
    let sampler
    let errors = ''

    function kill() {
      result.hung = true
      if (result.outcome === 'process ended') result.outcome = 'hang'
      host.kill('SIGKILL')
    }

    host.stderr.on('data', (bytes) => (errors += bytes))
    createInterface({ input: host.stdout }).on('line', (line) => {
      const { at, ...rest } = JSON.parse(line)
      Object.assign(result, rest)
      clearTimeout(watchdog)
      watchdog = setTimeout(kill, limits.maxDurationMs + GRACE_MS + WATCHDOG_MS)
      if (at === 'ready' && mode === 'isolated') sampler = setInterval(sample, SAMPLE_MS)
    })

    function sample() {
      result.workerBytes = Math.max(result.workerBytes, ...workersOf(host.pid).map(peakOf))
    }

    host.on('close', (exitCode, signal) => {
      clearTimeout(watchdog)
      clearInterval(sampler)
      resolve({ ...result, exitCode, signal, errors: errors.slice(-500) })
    })
    // A host that ends at once does not read to the end.
    host.stdin.on('error', () => {})
    // For runs that wait: what works is ended by its limits, in a worker a second later at most.
    const timeoutMs = limits.maxDurationMs + GRACE_MS - 100
    host.stdin.end(JSON.stringify({ code, mode, limits, timeoutMs }))
  })
}

function workersOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
  } catch {
    return []
  }
}

/** The most a process ever held; 0 where that cannot be seen. */
function peakOf(pid) {
  try {
    const [, kib] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/) ?? []
    return Number(kib ?? 0) * 1024
  } catch {
    return 0
  }
}
