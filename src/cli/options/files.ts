import { MountDir, type MountMode } from '../../index.js'
import { path } from '../node.js'

const MODES: Readonly<Record<string, MountMode>> = {
  ro: 'read-only',
  rw: 'read-write',
  overlay: 'overlay',
}

/** Stands for the current directory, whichever of the directories below come first. */
export const WORKING_DIRECTORY = '/'

/**
 * Directories as Python sees them: `DIR`, `DIR:ro`, `DIR:rw`, `DIR:overlay`. One below the current directory is
 * where it is from there, so that relative paths mean the same to Python; another one is `/` and its name.
 */
export function mountsOf(given: readonly string[]): MountDir[] {
  return given.map((text) => {
    const [, directory = text, mode = 'ro'] = /^(.+):(ro|rw|overlay)$/s.exec(text) ?? []
    return new MountDir(pathFor(directory), path.resolve(directory), { mode: MODES[mode]! })
  })
}

function pathFor(directory: string): string {
  const relative = path.relative(process.cwd(), path.resolve(directory))
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative)
  const shown = isBelow ? relative : path.basename(path.resolve(directory))
  return `/${shown.split(path.sep).join('/')}`
}
