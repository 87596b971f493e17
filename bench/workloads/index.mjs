import * as bigValues from './big-values.mjs'
import compile from './compile.mjs'
import compileRun from './compile-run.mjs'
import fib from './fib.mjs'
import gather from './gather.mjs'
import * as hostCalls from './host-calls.mjs'
import loop from './loop.mjs'
import { recordWorkloads } from './records.mjs'
import run from './run.mjs'
import session from './session.mjs'
import * as snapshots from './snapshots.mjs'
import * as typeChecks from './type-check.mjs'

/**
 * Timed again and again in a process that stays. `check` looks at one result; `operations` is how
 * many of what the title says one call does; `remote` names the contenders outside Node that have it.
 */
export const workloads = [
  compile,
  compileRun,
  run,
  hostCalls.run,
  hostCalls.start,
  hostCalls.async,
  hostCalls.promised,
  hostCalls.isolated,
  gather,
  fib,
  loop,
  ...recordWorkloads,
  bigValues.textOut,
  bigValues.textIn,
  bigValues.bytesOut,
  bigValues.bytesIn,
  bigValues.floatsIn,
  snapshots.dump,
  snapshots.load,
  session,
  typeChecks.again,
  typeChecks.anew,
]

// The same API over another engine does the same.
for (const { implementations } of workloads) implementations.wasm = implementations['monty-node']
