// Runs `npm ci`, but only if node_modules differs from the lockfile.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runNpm } from './run.mjs'

export async function installDependencies() {
  if (isInstalled()) return
  console.log('Installing the dev dependencies from package-lock.json (about half a minute)')
  await runNpm(['ci', '--no-audit', '--no-fund'])
}

/** Compares npm's own record of what it installed with the lockfile, entry by entry. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json')
  const present = packagesIn('node_modules/.package-lock.json')
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const installed = present[path]
    return installed ? installed.version === entry.version : entry.optional === true
  })
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages
  } catch {
    return {}
  }
}
