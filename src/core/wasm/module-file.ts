import { folderOf } from '../binaries/places.js'
import { existsSync, fileURLToPath, nodePath, readFileSync, statSync } from '../node.js'

/** Target name of the package `monty-node-<target>` with the modules, and its files. */
const TARGET = 'wasm32'
export const ENGINE_FILE = 'monty-node.wasm'
export const CHECKER_FILE = 'monty-checker.wasm'

/** Path of a module in the installed package, or in a checkout that has built it. */
export function installedFile(file: string): string {
  const folder = folderOf(TARGET, file)
  if (folder === undefined) {
    throw new Error(`there is no ${file} here: npm install monty-node-${TARGET}`)
  }
  return nodePath.join(folder, file)
}

/** A file in the same folder as another, given by path or address. */
export function beside(source: string | URL | undefined, file: string): string | URL | undefined {
  if (source === undefined) return undefined
  if (isAddress(source)) {
    return /^(data|blob):/.test(String(source)) ? undefined : new URL(file, source)
  }
  const path = pathOf(source)
  return nodePath.join(isFolder(path) ? path : nodePath.dirname(path), file)
}

/** Reads a module from a file or an address; by default the installed one. */
export async function readModule(
  source: string | URL | undefined,
  file: string,
): Promise<Uint8Array> {
  if (source === undefined || !isAddress(source)) return readModuleNow(source, file)
  const address = String(source).endsWith('/') ? new URL(file, source) : source
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${String(address)} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * Like {@link readModule}, holding this thread.
 *
 * @throws Error when the module would have to be fetched
 */
export function readModuleNow(source: string | URL | undefined, file: string): Uint8Array {
  if (source === undefined) return readFileSync(installedFile(file))
  if (isAddress(source)) throw new Error(`${String(source)} has to be waited for`)
  const path = pathOf(source)
  return readFileSync(isFolder(path) ? nodePath.join(path, file) : path)
}

/** Whether a source has to be fetched; the address of a file is read. */
const isAddress = (source: string | URL): boolean => /^(https?|data|blob):/.test(String(source))

const pathOf = (source: string | URL): string =>
  String(source).startsWith('file:') ? fileURLToPath(String(source)) : String(source)

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()
