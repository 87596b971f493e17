import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { HUNG_MS, judgeScenario } from './scenario-bounds.mjs'

const folder = fileURLToPath(new URL('scenarios', import.meta.url))
const child = fileURLToPath(new URL('scenario-child.mjs', import.meta.url))

/** Where scenarios run. */
export const isolations = ['none', 'process']

/**
 * Every scenario: what a program alone cannot show, as it takes tools, stores, many runs or a host that
 * counts. Each is a file of `scenarios/<area>`: `about`, `outcomes` that are acceptable, `run`, and
 * `listed`, its number in the list of what may hold the event loop in process.
 */
export async function hostileScenarios() {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.mjs'))
  const scenarios = await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const { default: scenario } = await import(pathToFileURL(path).href)
      const { about, outcomes, run, listed } = scenario
      return { name: file.replace(/\.mjs$/, ''), path, about, outcomes, run, listed }
    }),
  )
  return scenarios.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Plays scenarios, one after the other: they are measured. */
export async function playScenarios(scenarios, isolation, onResult = () => {}) {
  const results = []
  for (const scenario of scenarios) {
    const result = await play(scenario, isolation)
    const faults = judgeScenario(scenario, isolation, result)
    results.push({ scenario, result, faults })
    onResult(line({ scenario, result, faults }))
  }
  return results
}

function play({ path }, isolation) {
  return new Promise((resolve) => {
    const result = { outcome: 'process ended', tookMs: NaN, stallMs: 0, grewBytes: 0, alive: false }
    const host = spawn(process.execPath, ['--expose-gc', child, path, isolation], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const watchdog = setTimeout(() => {
      result.hung = true
      host.kill('SIGKILL')
    }, HUNG_MS)
    let errors = ''
    host.stderr.on('data', (bytes) => (errors += bytes))
    createInterface({ input: host.stdout }).on('line', (told) => {
      const { at: _, ...rest } = JSON.parse(told)
      Object.assign(result, rest)
    })
    host.on('close', (exitCode, signal) => {
      clearTimeout(watchdog)
      resolve({ ...result, exitCode, signal, errors: errors.slice(-800) })
    })
  })
}

function line({ scenario, result, faults }) {
  const { outcome, tookMs, stallMs, grewBytes, kept } = result
  const mib = (bytes = 0) => Math.round(bytes / 2 ** 20)
  const verdict = faults.length === 0 ? '' : `  <-- ${faults.join('; ')}`
  return `${scenario.name.padEnd(36)} ${outcome.padEnd(9)} ${tookMs.toFixed(0).padStart(6)} ms, stall ${stallMs.toFixed(0).padStart(4)} ms, ${mib(grewBytes)} MiB, then ${mib(kept?.bytes)}${verdict}`
}

/** Counts, and what failed. */
export function scenarioReport(isolation, results) {
  const most = (pick) => Math.round(Math.max(...results.map(({ result }) => pick(result))))
  const failures = results.filter(({ faults }) => faults.length > 0)
  return [
    `scenarios, isolation '${isolation}': ${results.length}, ${failures.length} failed, the longest stall ` +
      `${most(({ stallMs }) => stallMs)} ms, the host grew by ${most(({ grewBytes }) => grewBytes / 2 ** 20)} MiB at most`,
    ...failures.map(({ scenario, result, faults }) =>
      [`  ${scenario.name}: ${faults.join('; ')}`, result.errors].filter(Boolean).join('\n    '),
    ),
  ].join('\n')
}
