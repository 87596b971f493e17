// `npm run bench:overhead`: what a MontyRuntime costs over runMontyAsync in the same mode.
//
//   node bench/overhead.mjs [--quick]
//
// Both take turns on the same program, so that a noisy moment hits them alike. The programs are
// compiled beforehand on both sides: the runtime remembers them.
import { parseArgs } from 'node:util'
import { alternate } from './measure/alternate.mjs'
import { sample } from './measure/sample.mjs'
import { formatted } from './report/format.mjs'

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' } } })
const pace = flags.quick
  ? { sampleMs: 10, warmMs: 200, rounds: 11, leastRounds: 5, workloadMs: 1_500 }
  : { sampleMs: 40, warmMs: 1_000, rounds: 61, leastRounds: 21, workloadMs: 12_000 }

globalThis.gc ??= await collector()
const { Monty, MontyRuntime, runMontyAsync, tool } = await import('../dist/index.js')

const CALLS = 500
const US = 1_000
const modes = ['none', 'process']
const doubled = async (n) => n * 2

const double = tool({
  input: { type: 'object', properties: { n: {} }, required: ['n'] },
  execute: ({ n }) => n * 2,
})

/** One execution that calls nothing, and one that does little but call. */
const cases = [
  {
    name: 'an execution',
    code: 'x + 1',
    inputs: { x: 1 },
    expected: 2,
    operations: 1,
    limit: 30 * US,
    tools: {},
    functions: {},
  },
  {
    name: 'a tool call',
    code: `total = 0\nfor i in range(${CALLS}):\n    total += await double(i)\ntotal`,
    inputs: {},
    expected: CALLS * (CALLS - 1),
    operations: CALLS,
    limit: 3 * US,
    tools: { double },
    functions: { double: doubled },
  },
]

let isOver = false
for (const one of cases) {
  for (const isolation of modes) isOver = !(await compare(one, isolation)) || isOver
}
process.exit(isOver ? 1 : 0)

async function compare(one, isolation) {
  const { name, code, inputs, expected, operations, limit, tools, functions } = one
  const monty = new Monty(code, { inputs: Object.keys(inputs) })
  const runtime = new MontyRuntime({ isolation, tools })
  const plain = { inputs, externalFunctions: functions, isolation }
  const works = {
    plain: () => runMontyAsync(monty, plain),
    runtime: () => runtime.execute(code, { inputs }).value(),
  }
  for (const [who, work] of Object.entries(works)) {
    const value = await work()
    if (value !== expected) throw new Error(`${who} gives ${String(value)}, not ${expected}`)
  }
  const contenders = Object.entries(works).map(([id, work]) => ({
    id,
    prepare: async () => {},
    sample: (iterations) => sample(work, iterations, true),
  }))
  const { measured } = await alternate({ name, operations }, contenders, pace)
  await runtime.close()
  const [best, median] = ['best', 'median'].map(
    (kind) => measured.runtime[kind] - measured.plain[kind],
  )
  // The best of each is what is left when the machine did nothing else.
  const isMet = best <= limit
  const shown = (ns) => formatted(ns, 'ns')
  console.log(
    `${isMet ? 'ok  ' : 'OVER'} ${name}, isolation ${isolation}: ` +
      `${shown(best)} more (median ${shown(median)}, allowed ${shown(limit)}); ` +
      `runMontyAsync ${shown(measured.plain.best)}, MontyRuntime ${shown(measured.runtime.best)}, ` +
      `${measured.runtime.samples} rounds`,
  )
  return isMet
}

/** `gc`, without having been started with a flag for it. */
async function collector() {
  const { setFlagsFromString } = await import('node:v8')
  const { runInNewContext } = await import('node:vm')
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
