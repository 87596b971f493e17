import { ownFile, resolveNear, vantages } from '../location.js'
import { createRequire, existsSync, nodePath } from '../node.js'
import { addonOf, packageOf, TARGETS } from './targets.js'

// Nothing reads it here: tools that find out which files a program needs follow it, to the packages of
// binaries that are installed, and bundlers do not.
const FOLLOWED = typeof __dirname === 'string' ? __dirname + '/platforms.js' : undefined

/** Whether this code is a part of a bundle, rather than where the package or its sources have it. */
export const isBundled = (): boolean =>
  !(FOLLOWED !== undefined && existsSync(FOLLOWED)) && ownFile()?.endsWith('.ts') !== true

/** The folders in which a platform's binaries may be, best first; only some of them are there. */
export function* foldersFor(target: string): Generator<string> {
  const seen = new Set<string>()
  for (const folder of everyFolderFor(target)) {
    // Electron shows what it has unpacked inside of the archive too, but no process starts from there.
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
  // What a checkout has built.
  if (own !== undefined) {
    const built = nodePath.join('npm', target)
    for (const up of ['../..', '../../..']) yield nodePath.resolve(nodePath.dirname(own), up, built)
  }
  // What a bundle or an executable was given.
  for (const file of vantages()) yield nodePath.dirname(file)
}

/** Where the package of a platform is installed. */
export function packageFolder(target: string): string | undefined {
  const manifest = `${packageOf(target)}/package.json`
  const path = resolveNear(manifest) ?? besideOurs(manifest)
  return path && nodePath.dirname(path)
}

/** As seen from our own package: a bundle of a program in pnpm's layout sees only that one. */
function besideOurs(id: string): string | undefined {
  try {
    const ours = resolveNear('monty-node/package.json')
    return ours && createRequire(ours).resolve(id)
  } catch {
    return undefined
  }
}

/**
 * The folders of all platforms' packages that are installed, as they lie beside ours: there they have to be
 * wherever ours is copied to, and pnpm has only links there.
 */
export function installedFolders(): string[] {
  const ours = resolveNear('monty-node/package.json')
  const beside = ours && nodePath.dirname(nodePath.dirname(ours))
  return TARGETS.flatMap((target) => {
    const folder = beside && nodePath.join(beside, packageOf(target))
    return folder && existsSync(folder) ? folder : (packageFolder(target) ?? [])
  })
}

/** The folder of a platform that has its addon. */
export const folderWithAddon = (target: string): string | undefined =>
  folderOf(target, addonOf(target))

/** The folder of a platform that has a file. */
export function folderOf(target: string, file: string): string | undefined {
  for (const folder of foldersFor(target)) {
    if (existsSync(nodePath.join(folder, file))) return folder
  }
  return undefined
}
