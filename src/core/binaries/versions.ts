import { nodePath, readFileSync } from '../node.js'
import { VERSION } from '../version.js'

/** The command that installs a package of binaries in the version that fits. */
export const installOf = (name: string): string => `npm install ${name}@${VERSION}`

/**
 * Checks the version of the binaries in a folder. Those of another one may understand something else by the
 * same bytes. Binaries without a manifest beside them are trusted.
 *
 * @throws Error that names both versions
 */
export function checkVersionIn(folder: string): void {
  const { name, version } = manifestIn(folder)
  if (name?.startsWith('monty-node-') !== true || version === VERSION) return
  throw new Error(
    `${name} in ${folder} is of version ${version}, and monty-node of version ${VERSION}: ${installOf(name)}`,
  )
}

function manifestIn(folder: string): { name?: string; version?: string } {
  try {
    return JSON.parse(readFileSync(nodePath.join(folder, 'package.json'), 'utf8'))
  } catch {
    return {}
  }
}
