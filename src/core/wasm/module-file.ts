import { folderOf } from '../binaries/places.js'
import { nodePath, readFileSync } from '../node.js'

/** What the package of the modules is called, `monty-node-<target>`, and its files. */
const TARGET = 'wasm32'
export const ENGINE_FILE = 'monty-node.wasm'
export const CHECKER_FILE = 'monty-checker.wasm'

/** The path of a module where its package is installed, or a checkout has built it. */
export function installedFile(file: string): string {
  const folder = folderOf(TARGET, file)
  if (folder === undefined) {
    throw new Error(`there is no ${file} here: npm install monty-node-${TARGET}`)
  }
  return nodePath.join(folder, file)
}

/** Another file where one is that has a path or an address. */
export function beside(source: unknown, file: string): string | URL | undefined {
  if (typeof source === 'string' && !isAddress(source)) {
    return nodePath.join(nodePath.dirname(source), file)
  }
  const address = typeof source === 'string' || source instanceof URL ? String(source) : 'data:'
  return /^(data|blob):/.test(address) ? undefined : new URL(file, address)
}

/** The bytes of a module, from a file or an address; by default the installed one. */
export async function readModule(
  source: string | URL | undefined,
  file: string,
): Promise<Uint8Array> {
  if (source === undefined || !isAddress(source)) {
    return readFileSync(source ?? installedFile(file))
  }
  const response = await fetch(source)
  if (!response.ok) throw new Error(`${String(source)} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

const isAddress = (source: string | URL): boolean => /^(https?|data|blob):/.test(String(source))
