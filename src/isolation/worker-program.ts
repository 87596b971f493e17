import { fileBeside } from '../core/binaries/load.js'

let found: string | undefined = undefined

/**
 * Path of the worker program, which lies beside the addon and loads the engine from it: the addon's path is
 * its argument.
 */
export function workerProgram(): string {
  found ??= fileBeside('worker', "isolation: 'process'")
  return found
}
