import { fileBeside } from '../binaries/load.js'
import { chosenModule } from '../wasm/chosen.js'

let found: string | undefined = undefined

/** Path of the type checker's library, which is loaded at the first check; empty in WebAssembly. */
export function checkerLibrary(): string {
  if (chosenModule() !== undefined) return ''
  found ??= fileBeside('checker', 'type checking')
  return found
}
