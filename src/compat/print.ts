import type { PrintCallback } from '../core/contract/host-call.js'
import { pythonError } from './failures.js'
import type { JsPrintCallback } from './options.js'

/** A piece of output: a text, or the end of its line, as 0.0.18 passes them for `print(text)`. */
const PIECE = /[^\n]+|\n/g

/**
 * Converts a callback of this API to one of the core; the default is the standard output of the
 * process.
 */
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
