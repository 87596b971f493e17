/**
 * Measured in a process of its own, again and again. A script may tell several measurements;
 * `unit` is `ns` or `bytes`.
 */
export const freshWorkloads = [
  {
    script: 'paused-memory',
    contenders: ['monty-node', 'wasm', 'peer'],
    measures: [
      { name: 'paused-memory', title: 'resident memory of a paused run, of 10,000', unit: 'bytes' },
    ],
  },
  {
    script: 'few-paused-memory',
    contenders: ['monty-node', 'wasm', 'peer'],
    measures: [
      {
        name: 'few-paused-memory',
        title: 'resident memory of a paused run, of 100',
        unit: 'bytes',
      },
    ],
  },
  {
    script: 'concurrent-runs',
    contenders: ['monty-node', 'peer'],
    measures: [
      { name: 'concurrent-time', title: '1,000 concurrent async runs', unit: 'ns' },
      {
        name: 'concurrent-memory',
        title: 'resident memory that 1,000 concurrent async runs add',
        unit: 'bytes',
      },
    ],
  },
  {
    script: 'module-load',
    contenders: ['monty-node', 'wasm', 'peer', 'pyodide', 'quickjs'],
    measures: [{ name: 'module-load', title: 'module load, to the first program', unit: 'ns' }],
  },
  {
    script: 'first-type-check',
    contenders: ['monty-node', 'peer'],
    measures: [{ name: 'first-type-check', title: 'the first type check', unit: 'ns' }],
  },
  {
    script: 'addon-size',
    contenders: ['monty-node', 'peer'],
    measures: [{ name: 'addon-size', title: 'the stripped addon', unit: 'bytes' }],
  },
]
