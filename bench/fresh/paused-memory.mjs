// Resident memory of 10,000 paused runs, a piece.
import { pausedBytes } from './paused.mjs'
import { tell } from './tell.mjs'

tell({ 'paused-memory': await pausedBytes(process.argv[2], 10_000) })
