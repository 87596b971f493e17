// The slice of `npm run test:runtimes` and `npm run test:bundlers` that `npm run ready` has: the packed package
// where most faults showed, about a minute.
import { bundlers } from './runs-on/bundlers.mjs'
import { runtimes } from './runs-on/runtimes.mjs'
import { runTable } from './runs-on/table.mjs'
import { tools } from './runs-on/tools.mjs'

const SLICE = ['esbuild', '`@vercel/nft`', 'Jest', 'Bun']

const all = [...bundlers, ...tools, ...runtimes]
const rows = SLICE.map((name) => {
  const row = all.find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`there is no row ${name}`)
  return row
})
const failed = await runTable('', rows)
if (failed.length > 0) process.exitCode = 1
