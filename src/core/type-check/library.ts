import { fileBeside } from '../binaries/load.js'

let found: string | undefined = undefined

/** The path of the type checker's library, which is loaded at the first check. */
export function checkerLibrary(): string {
  found ??= fileBeside('checker', 'type checking')
  return found
}
