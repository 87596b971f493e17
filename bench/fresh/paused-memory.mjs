// Resident memory of 10,000 paused runs, a piece.
import { program } from '../workloads/program.mjs'
import { residentBytes, tell } from './tell.mjs'

const COUNT = 10_000
const { load } = await import(`../contenders/${process.argv[2]}.mjs`)
const { Monty } = await load()
const monty = new Monty(program('paused'))

// What the first runs cost once is not a matter of their number.
const warmUp = Array.from({ length: 100 }, () => monty.start())
const before = await residentBytes()
const paused = Array.from({ length: COUNT }, () => monty.start())
const after = await residentBytes()
const isWaiting = [...warmUp, ...paused].every((run) => run.functionName === 'approve')
if (!isWaiting) throw new Error('a run is not paused at its host call')

tell({ 'paused-memory': (after - before) / COUNT })
