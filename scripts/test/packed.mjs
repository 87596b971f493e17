// The part of `npm run test:runtimes` and `npm run test:bundlers` that is included in `npm run
// ready`: the rows that found most faults, in about a minute. If a registry lacks a tool, its row
// is skipped.
import { bundlers } from './runs-on/bundlers.mjs'
import { runtimes } from './runs-on/runtimes.mjs'
import { runTable } from './runs-on/table.mjs'
import { tools } from './runs-on/tools.mjs'

/** Rows with fixed versions: new releases of tools must not change the result of the gate. */
const SLICE = {
  esbuild: ['esbuild@0.28.2'],
  '`@vercel/nft`': ['@vercel/nft@1.11.5'],
  Jest: ['jest@30.5.2', 'jest-environment-jsdom@30.5.2'],
  Bun: ['bun@1.4.5'],
}

const all = [...bundlers, ...tools, ...runtimes]
const rows = Object.entries(SLICE).map(([name, packages]) => {
  const row = all.find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`there is no row ${name}`)
  return Object.assign({}, row, { packages })
})
const failed = await runTable('', rows, { maySkip: true })
if (failed.length > 0) process.exitCode = 1
