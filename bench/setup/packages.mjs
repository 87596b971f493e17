// The peers from npm, as bench/package.json pins them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { runNpm } from '../../scripts/lib/run.mjs'

const bench = join(root, 'bench')
const manifest = readJson('package.json')

/** The pinned version of the peer from PyPI. */
export const pinnedPython = manifest.python

export async function installPackages() {
  if (Object.entries(manifest.dependencies).every(isInstalled)) return
  console.log('Installing the peers from bench/package-lock.json')
  await runNpm(['ci', '--no-audit', '--no-fund'], { cwd: bench })
}

export const pinnedVersion = (name) => manifest.dependencies[name]

function isInstalled([name, version]) {
  try {
    return readJson(`node_modules/${name}/package.json`).version === version
  } catch {
    return false
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(join(bench, path), 'utf8'))
}
