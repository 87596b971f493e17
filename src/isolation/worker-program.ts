import { platformFile } from '../core/platform-files.js'

const FILE = process.platform === 'win32' ? 'monty-worker.exe' : 'monty-worker'

let found: string | undefined = undefined

/** The path of the program that runs Python in a process of its own; it lies beside the addon. */
export function workerProgram(): string {
  found ??= platformFile(FILE, "isolation: 'process'")
  return found
}
