import { fileBeside } from '../core/binaries/load.js'

let found: string | undefined = undefined

/** The path of the program that runs Python in a process of its own; it lies beside the addon. */
export function workerProgram(): string {
  found ??= fileBeside('worker', "isolation: 'process'")
  return found
}
