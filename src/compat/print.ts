import type { PrintCallback } from '../core/contract/host-call.js'
import { pythonError } from './failures.js'
import type { JsPrintCallback } from './options.js'

/** A text, and the end of its line, apart: as `print(text)` hands them over there. */
const PIECE = /[^\n]+|\n/g

/** The core's callback for one of this API; without one, the standard output of the process. */
export function corePrint(callback: JsPrintCallback | undefined): PrintCallback {
  if (callback === undefined || callback === null) return printToProcess
  if (typeof callback !== 'function') throw new Error('printCallback must be a function')
  return (stream, text) => {
    for (const [piece] of text.matchAll(PIECE)) {
      try {
        callback(stream, piece)
      } catch (error) {
        throw pythonError('Exception', String(error), error)
      }
    }
  }
}

function printToProcess(stream: 'stdout' | 'stderr', text: string): void {
  process[stream].write(text)
}
