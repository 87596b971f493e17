import { availableParallelism } from 'node:os'
import { attempt } from './attempt.mjs'
import { isLate, judge } from './judge.mjs'

/** The ways of running. */
export const modes = ['in-process', 'sync', 'isolated']

/** Runs programs in one mode, as many at once as there are cores. */
export async function runSuite(programs, mode, onResult = () => {}) {
  const results = []
  const queue = programs.entries()
  const lane = async () => {
    for (const [at, program] of queue) {
      const result = await attempt(program, mode)
      results[at] = { program, result, faults: judge(program, mode, result) }
      onResult(line(results[at]))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  return results
}

function line({ program, result, faults }) {
  const { outcome, tookMs, grewBytes, workerBytes, detail = '' } = result
  const mib = Math.round(Math.max(grewBytes, workerBytes) / 2 ** 20)
  const verdict = faults.length === 0 ? '' : `  <-- ${faults.join('; ')}`
  return `${program.name.padEnd(28)} ${outcome.padEnd(10)} ${tookMs.toFixed(0).padStart(5)} ms ${mib} MiB ${detail.split('\n')[0].slice(0, 90)}${verdict}`
}

/** Counts, and what failed. */
export function report(mode, results) {
  const count = (test) => results.filter(({ result }) => test(result)).length
  const failures = results.filter(({ faults }) => faults.length > 0)
  const late = results
    .filter(({ result }) => isLate(mode, result))
    .map(({ program }) => program.name)
  const peak = Math.max(
    ...results.map(({ result }) => Math.max(result.grewBytes, result.workerBytes)),
  )
  const stall = Math.max(...results.map(({ result }) => result.stallMs ?? 0))
  const ended = count(({ exitCode, hung }) => exitCode !== 0 && !hung)
  const hung = count((result) => result.hung)
  return [
    `${mode}: ${results.length} programs, ${failures.length} failed, ${ended} ended the process, ` +
      `${hung} hung, ${late.length} late, memory grew by ${Math.round(peak / 2 ** 20)} MiB at most, ` +
      `the event loop stood still for ${Math.round(stall)} ms at most`,
    ...(late.length > 0 ? [`  late or hung: ${late.join(', ')}`] : []),
    ...failures.map(({ program, result, faults }) =>
      [`  ${program.name}: ${faults.join('; ')}`, result.detail, result.errors]
        .filter(Boolean)
        .join('\n    '),
    ),
  ].join('\n')
}
