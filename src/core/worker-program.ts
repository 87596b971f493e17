import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMusl, targets } from './binding.js'
import { MontyUsageError } from './errors.js'

const FILE = process.platform === 'win32' ? 'monty-worker.exe' : 'monty-worker'

let found: string | undefined = undefined

/** The path of the program that runs Python in a process of its own; it lies beside the addon. */
export function workerProgram(): string {
  found ??= find()
  return found
}

function find(): string {
  const present = targets().flatMap(placesOf).filter(existsSync)
  // Both kinds of Linux are present in a checkout that built both.
  const last = present.length > 1 && isMusl() ? present.at(-1) : present[0]
  if (last !== undefined) return last
  throw new MontyUsageError(
    `isolation: 'process' cannot be used here, as ${FILE} is missing. It comes with ` +
      `monty-node-${targets()[0]}, an optional dependency of monty-node`,
    'MONTY_NO_BINARY',
  )
}

function placesOf(target: string): string[] {
  const places = ['../npm', '../../npm'].map((folder) =>
    fileURLToPath(new URL(`${folder}/${target}/${FILE}`, import.meta.url)),
  )
  try {
    const manifest = createRequire(import.meta.url).resolve(`monty-node-${target}/package.json`)
    places.unshift(join(dirname(manifest), FILE))
  } catch {
    // The package for this platform is not installed.
  }
  return places
}
