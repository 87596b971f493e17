// Programs of a grammar, by CPython and here: `npm run differential -- --count 10000 --seed 1`. With `--lowered` and the path of
// the crate's example binary, that runs them instead of the add-on; `--refusals` counts why programs are refused.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { asked } from './asked.mjs'
import { KINDS, programOf } from './grammar/index.mjs'
import { runInCPython } from './python.mjs'
import { inOlderWords } from './wording.mjs'

const BATCH = 500

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    lowered: { type: 'string' },
    refusals: { type: 'boolean', default: false },
    show: { type: 'string', default: '5' },
    // Also the lines of tracebacks, which the machine forgets where an exception passes a `finally`.
    frames: { type: 'boolean', default: false },
  },
})
const kinds = positionals.length > 0 ? positionals : Object.keys(KINDS)
const isModule = kinds.some((kind) => KINDS[kind] === undefined)
if (isModule) {
  // Modules of the standard library have generators of their own.
  const args = ['differential/modules.mjs', ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
}
const [count, first, show] = [values.count, values.seed, values.show].map(Number)

const runHere =
  values.lowered === undefined
    ? await import('./here.mjs').then((here) => (programs) => programs.map(here.runHere))
    : (programs) => asked(values.lowered, ['serve'], programs)

let different = 0
const reasons = new Map()
for (const kind of kinds) {
  const tally = { same: 0, refused: 0, different: 0 }
  for (let seed = first; seed < first + count; seed += BATCH) {
    const seeds = Array.from(
      { length: Math.min(BATCH, first + count - seed) },
      (_, at) => seed + at,
    )
    const programs = seeds.map((one) => programOf(kind, one))
    const [expected, found] = await Promise.all([runInCPython(programs), runHere(programs)])
    for (const [at, program] of programs.entries())
      compare(kind, seeds[at], program, expected[at], found[at], tally)
  }
  console.log(
    `${kind}: ${count} programs from seed ${first}: ${tally.same} the same, ${tally.refused} refused, ${tally.different} different`,
  )
  different += tally.different
}
if (values.refusals) {
  const counted = [...reasons].toSorted(([, one], [, other]) => other - one)
  for (const [reason, times] of counted) console.log(`${times} x ${reason}`)
}
process.exitCode = different === 0 ? 0 : 1

function compare(kind, seed, program, expected, found, tally) {
  if (found.refusal !== undefined) {
    tally.refused++
    reasons.set(found.refusal, (reasons.get(found.refusal) ?? 0) + 1)
  } else if (isSame(found, expected)) {
    tally.same++
  } else {
    tally.different++
    if (different + tally.different <= show) tell(kind, seed, program, expected, found)
  }
}

/** The first line of an error is what it says. */
function isSame([printed, error], [expected, other]) {
  const told = (text) => (values.frames ? text : text.split('\n')[0])
  return (
    inOlderWords(JSON.stringify([printed, told(error)])) ===
    inOlderWords(JSON.stringify([expected, told(other)]))
  )
}

function tell(kind, seed, program, expected, found) {
  const linesOf = ([printed, error]) => `${printed}\n${error}`.split('\n')
  const [lines, others] = [linesOf(expected), linesOf(found)]
  const at = lines.findIndex((line, index) => line !== others[index])
  console.log(
    `--- ${kind} ${seed}\n${program}--- line ${at + 1}: CPython ${lines[at]} | here ${others[at]}`,
  )
}
