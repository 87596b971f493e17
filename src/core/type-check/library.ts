import { platformFile } from '../platform-files.js'

const EXTENSIONS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'dylib', win32: 'dll' }
const FILE = `monty-checker.${EXTENSIONS[process.platform] ?? 'so'}`

let found: string | undefined = undefined

/** The path of the type checker's library, which is loaded at the first check. */
export function checkerLibrary(): string {
  found ??= platformFile(FILE, 'type checking')
  return found
}
