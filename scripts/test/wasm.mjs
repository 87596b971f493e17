// Tests the packed package with the WebAssembly module, without native files, in Node, Bun, Deno,
// Chromium and workerd.
//
//   node scripts/test/wasm.mjs [--only bun] [--write]     (--write: into docs/RUNS-ON.md)
import { parseArgs } from 'node:util'
import { runTable } from './runs-on/table.mjs'
import { wasmRuntimes } from './runs-on/wasm.mjs'
import { wasmDir } from '../lib/targets.mjs'

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, write: { type: 'boolean' } },
})
const failed = await runTable('WebAssembly', wasmRuntimes, { ...values, binaries: wasmDir })
if (failed.length > 0) process.exitCode = 1
