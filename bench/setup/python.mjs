// The peer from PyPI, in a virtual environment in the user's cache.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../scripts/lib/paths.mjs'
import { ask, run } from '../../scripts/lib/run.mjs'
import { pinnedPython } from './packages.mjs'

const candidates = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3', 'python']
const [[name, version]] = Object.entries(pinnedPython)
const environment = join(cacheDir, `bench-${name}-${version}`)
const onWindows = process.platform === 'win32'
const python = join(environment, ...(onWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']))

/** `{ python, version }`, or `{ missing }` with the reason. */
export async function preparePython() {
  const inform = () => ask(python, ['-c', inquiry])
  let found = existsSync(python) ? inform() : undefined
  if (found === undefined) {
    const base = candidates.find((candidate) => isRecent(candidate))
    if (base === undefined) return { missing: 'there is no Python >= 3.10 here' }
    console.log(`Installing ${name} ${version} into ${environment}`)
    try {
      rmSync(environment, { recursive: true, force: true })
      await run(base, ['-m', 'venv', environment])
      await run(python, ['-m', 'pip', 'install', '--quiet', `${name}==${version}`])
    } catch (error) {
      return { missing: `${name} cannot be installed: ${error.message}` }
    }
    found = inform()
  }
  if (found === undefined) return { missing: `${name} cannot be imported` }
  return { python, versions: JSON.parse(found) }
}

const inquiry = `
import json, platform
from importlib.metadata import version
import pydantic_monty
print(json.dumps({'pydantic-monty': version('pydantic-monty'), 'Python': platform.python_version()}))`

const isRecent = (candidate) =>
  ask(candidate, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']) !== undefined
