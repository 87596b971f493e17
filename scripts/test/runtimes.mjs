// Tests the packed package in other versions of Node, in Bun and in Deno.
//
//   node scripts/test/runtimes.mjs [--only bun] [--write]     (--write: into docs/RUNS-ON.md)
import { parseArgs } from 'node:util'
import { runtimes } from './runs-on/runtimes.mjs'
import { runTable } from './runs-on/table.mjs'

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, write: { type: 'boolean' } },
})
const failed = await runTable('Runtimes', runtimes, values)
if (failed.length > 0) process.exitCode = 1
