// Tests the packed package in bundlers, test runners, package managers and frameworks, which are
// installed into temporary folders.
//
//   node scripts/test/bundlers.mjs [--only esbuild] [--write]     (--write: into docs/RUNS-ON.md)
import { parseArgs } from 'node:util'
import { bundlers } from './runs-on/bundlers.mjs'
import { next } from './runs-on/next.mjs'
import { runTable } from './runs-on/table.mjs'
import { tools } from './runs-on/tools.mjs'

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, write: { type: 'boolean' } },
})
const failed = await runTable(
  'Bundlers, test runners, frameworks',
  [...bundlers, ...tools, ...next],
  values,
)
if (failed.length > 0) process.exitCode = 1
