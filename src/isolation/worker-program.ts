import { fileBeside } from '../core/binaries/load.js'

let found: string | undefined = undefined

/**
 * The path of the program that runs Python in a process of its own; it lies beside the addon, from which
 * it takes the engine: the addon's path is its argument.
 */
export function workerProgram(): string {
  found ??= fileBeside('worker', "isolation: 'process'")
  return found
}
