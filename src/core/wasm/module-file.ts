import { folderOf } from '../binaries/places.js'
import { nodePath, readFileSync } from '../node.js'

/** What the package of the module is called, `monty-node-<target>`, and its file there. */
const TARGET = 'wasm32'
const FILE = 'monty-node.wasm'

/** The path of the module where its package is installed, or a checkout has built it. */
export function installedFile(): string {
  const folder = folderOf(TARGET, FILE)
  if (folder === undefined) {
    throw new Error(`there is no ${FILE} here: npm install monty-node-${TARGET}`)
  }
  return nodePath.join(folder, FILE)
}

/** The bytes of the module, from a file or an address; by default the installed one. */
export async function readModule(source: string | URL | undefined): Promise<Uint8Array> {
  if (source === undefined || !/^(https?|data|blob):/.test(String(source))) {
    return readFileSync(source ?? installedFile())
  }
  const response = await fetch(source)
  if (!response.ok) throw new Error(`${String(source)} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
