// Resident memory of 100 paused runs, a piece: of those, a few may still have memory of their own.
import { pausedBytes } from './paused.mjs'
import { tell } from './tell.mjs'

tell({ 'few-paused-memory': await pausedBytes(process.argv[2], 100) })
