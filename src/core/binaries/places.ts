import { ownFile, resolveNear, vantages } from '../location.js'
import { createRequire, existsSync, nodePath } from '../node.js'
import { addonOf, packageOf, TARGETS } from './targets.js'

// Not read here: tools that trace a program's files follow it to the installed packages of binaries, and
// bundlers do not.
const FOLLOWED = typeof __dirname === 'string' ? __dirname + '/platforms.js' : undefined

/** Whether this code is part of a bundle, rather than in the package or its sources. */
export const isBundled = (): boolean =>
  !(FOLLOWED !== undefined && existsSync(FOLLOWED)) && ownFile()?.endsWith('.ts') !== true

/** The folders that may contain a platform's binaries, best first; not all of them exist. */
export function* foldersFor(target: string): Generator<string> {
  const seen = new Set<string>()
  for (const folder of everyFolderFor(target)) {
    // Electron also shows unpacked files inside of the archive, but no process can be started from there.
    for (const place of [folder.replace(/\.asar(?=[\\/]|$)/, '.asar.unpacked'), folder]) {
      if (!seen.has(place)) yield place
      seen.add(place)
    }
  }
}

function* everyFolderFor(target: string): Generator<string> {
  const installed = packageFolder(target)
  if (installed !== undefined) yield installed
  const own = ownFile()
  // The output of a checkout's build.
  if (own !== undefined) {
    const built = nodePath.join('npm', target)
    for (const up of ['../..', '../../..']) yield nodePath.resolve(nodePath.dirname(own), up, built)
  }
  // The files beside a bundle or an executable.
  for (const file of vantages()) yield nodePath.dirname(file)
}

/** The folder of a platform's installed package. */
export function packageFolder(target: string): string | undefined {
  const manifest = `${packageOf(target)}/package.json`
  const path = resolveNear(manifest) ?? besideOurs(manifest)
  return path && nodePath.dirname(path)
}

/** Resolves from our own package: a bundle of a program in pnpm's layout can only resolve that one. */
function besideOurs(id: string): string | undefined {
  try {
    const ours = resolveNear('monty-node/package.json')
    return ours && createRequire(ours).resolve(id)
  } catch {
    return undefined
  }
}

/**
 * The folders of all installed platform packages, as siblings of our package: they must be in that place
 * wherever our package is copied to, and pnpm has only links there.
 */
export function installedFolders(): string[] {
  const ours = resolveNear('monty-node/package.json')
  const beside = ours && nodePath.dirname(nodePath.dirname(ours))
  return TARGETS.flatMap((target) => {
    const folder = beside && nodePath.join(beside, packageOf(target))
    return folder && existsSync(folder) ? folder : (packageFolder(target) ?? [])
  })
}

/** The folder of a platform that contains its addon. */
export const folderWithAddon = (target: string): string | undefined =>
  folderOf(target, addonOf(target))

/** The folder of a platform that contains a file. */
export function folderOf(target: string, file: string): string | undefined {
  for (const folder of foldersFor(target)) {
    if (existsSync(nodePath.join(folder, file))) return folder
  }
  return undefined
}
