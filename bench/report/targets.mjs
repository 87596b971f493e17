// What issue and README promise. `of(workload, contender)` is the best measurement, in ns or bytes.

const US = 1_000
const MS = 1_000_000

const against = (workload, contender) => (of) =>
  of(workload, 'monty-node') / of(workload, contender)
const above = (workload, contender) => (of) => of(workload, 'monty-node') - of(workload, contender)
const itself = (workload) => (of) => of(workload, 'monty-node')

/** `value` must be at most `limit`. */
export const targets = [
  {
    title: 'run compiled once: above the engine',
    unit: 'ns',
    limit: 1.6 * US,
    value: above('run', 'engine'),
  },
  {
    title: 'run compiled once: above the crate',
    unit: 'ns',
    limit: 1.6 * US,
    value: above('run', 'crate'),
  },
  {
    title: 'run compiled once: of the peer',
    unit: 'ratio',
    limit: 0.9,
    value: against('run', 'peer'),
  },
  {
    title: 'compile and run: of the peer',
    unit: 'ratio',
    limit: 0.9,
    value: against('compile-run', 'peer'),
  },
  {
    title: 'host call, sync: above the engine',
    unit: 'ns',
    limit: 0.5 * US,
    value: above('host-calls-run', 'engine'),
  },
  {
    title: 'host call, sync: above the crate',
    unit: 'ns',
    limit: 0.5 * US,
    value: above('host-calls-run', 'crate'),
  },
  {
    title: 'host call, start/resume: of the peer',
    unit: 'ratio',
    limit: 0.45,
    value: against('host-calls-start', 'peer'),
  },
  { title: 'host call, async', unit: 'ns', limit: 2.5 * US, value: itself('host-calls-async') },
  {
    title: 'host call, awaited promise',
    unit: 'ns',
    limit: 2.5 * US,
    value: itself('host-calls-promised'),
  },
  ...['run', 'start', 'async', 'promised'].map((kind) => ({
    title: `host call, ${kind}: of the worker pool`,
    unit: 'ratio',
    limit: 1 / 50,
    value: against(`host-calls-${kind}`, 'pool'),
  })),
  {
    title: 'host call from a worker process: of the worker pool',
    unit: 'ratio',
    limit: 0.5,
    value: against('host-calls-isolated', 'pool'),
  },
  {
    title: 'records out: of the crate + JSON.parse',
    unit: 'ratio',
    limit: 2,
    value: (of) =>
      of('records-out', 'monty-node') / (of('records-out', 'crate') + of('records-out', 'v8')),
  },
  {
    title: 'records in: (time - crate) of JSON.stringify',
    unit: 'ratio',
    limit: 2.5,
    value: (of) =>
      (of('records-in', 'monty-node') - of('records-in', 'crate')) / of('records-in', 'v8'),
  },
  {
    title: 'records both ways: of the peer',
    unit: 'ratio',
    limit: 0.25,
    value: against('records-both', 'peer'),
  },
  { title: 'gather of 100 x 5 ms', unit: 'ns', limit: 7 * MS, value: itself('gather') },
  { title: 'a paused run in memory', unit: 'bytes', limit: 20_000, value: itself('paused-memory') },
  { title: 'module load', unit: 'ns', limit: 25 * MS, value: itself('module-load') },
  { title: 'the stripped addon', unit: 'bytes', limit: 24_000_000, value: itself('addon-size') },
  { title: 'fib(24): of the crate', unit: 'ratio', limit: 1.05, value: against('fib', 'crate') },
  {
    title: 'loop of 10^6: of the crate',
    unit: 'ratio',
    limit: 1.05,
    value: against('loop', 'crate'),
  },
]
