import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { hostTarget, packageDir } from '../../scripts/lib/targets.mjs'

const execute = promisify(execFile)

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Tarball {
  path: string
  files: string[]
}

/** Packs the root package, after compiling it, into a folder. */
export async function packRoot(folder: string): Promise<Tarball> {
  await execute(process.execPath, [join(root, 'scripts', 'build', 'typescript.mjs')])
  return pack(root, folder)
}

/** Packs this machine's platform package. */
export function packPlatform(folder: string): Promise<Tarball> {
  return pack(packageDir(hostTarget()), folder)
}

/** Runs npm: the one that runs the tests, or the one in PATH. */
export async function npm(args: string[], cwd: string, env = process.env): Promise<string> {
  const script = process.env['npm_execpath']
  const known = script?.endsWith('npm-cli.js') ? script : undefined
  const { stdout } = known
    ? await execute(process.execPath, [known, ...args], { cwd, env })
    : await execute('npm', args, { cwd, shell: process.platform === 'win32' })
  return stdout
}

/** A file, or files by condition. */
type Target = string | Record<string, string | Record<string, string>>

export function rootManifest(): { exports: Record<string, Target> } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
}

async function pack(packageFolder: string, folder: string): Promise<Tarball> {
  const output = await npm(['pack', '--json', '--pack-destination', folder], packageFolder)
  const [packed] = JSON.parse(output) as [{ filename: string; files: Array<{ path: string }> }]
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) }
}
