import { MountDir, type MountMode } from '../../index.js'
import { CliError, messageOf } from '../cli-error.js'
import { fs, path } from '../node.js'

const MODES: Readonly<Record<string, MountMode>> = {
  ro: 'read-only',
  rw: 'read-write',
  overlay: 'overlay',
}

/** Represents the current directory, in any order of the mounted directories. */
export const WORKING_DIRECTORY = '/'

/**
 * Mounts directories: `DIR`, `DIR:ro`, `DIR:rw`, `DIR:overlay`. A directory below the current one
 * keeps its relative path, so that relative paths mean the same in Python; another one is mounted
 * at `/` plus its name.
 */
export function mountsOf(given: readonly string[]): MountDir[] {
  return given.map((text) => {
    const [, directory = text, mode = 'ro'] = /^(.+):(ro|rw|overlay)$/s.exec(text) ?? []
    checkDirectory(directory, text)
    return new MountDir(pathFor(directory), path.resolve(directory), { mode: MODES[mode]! })
  })
}

/** @throws CliError if the path is no directory, including one with an unknown mode */
function checkDirectory(directory: string, text: string): void {
  const stats = statOf(directory)
  if (stats?.isDirectory()) return
  if (stats !== undefined) {
    throw new CliError(
      `--files ${text}: ${directory} is a file; a directory is what Python can see`,
    )
  }
  const [, before, mode] = /^(.+):([^/\\:]*)$/s.exec(directory) ?? []
  throw new CliError(
    before !== undefined && fs.existsSync(before)
      ? `--files ${text}: there is no mode ${mode}; ro, rw and overlay are those that there are`
      : `--files ${text}: there is no directory ${directory}`,
  )
}

function statOf(directory: string): import('node:fs').Stats | undefined {
  try {
    return fs.statSync(directory, { throwIfNoEntry: false })
  } catch (error) {
    throw new CliError(`--files: ${messageOf(error)}`)
  }
}

function pathFor(directory: string): string {
  const relative = path.relative(process.cwd(), path.resolve(directory))
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative)
  const shown = isBelow ? relative : path.basename(path.resolve(directory))
  return `/${shown.split(path.sep).join('/')}`
}
