// Reports the newest glibc symbol version that the built binaries need; with --max it fails above
// that version.
//
//   node scripts/check/glibc.mjs [--max 2.17] [file...]
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { neededVersions } from './elf-versions.mjs'
import { root } from '../lib/paths.mjs'
import { hostTarget, packageDir, packagedFiles } from '../lib/targets.mjs'

const { values, positionals } = parseArgs({
  options: { max: { type: 'string' } },
  allowPositionals: true,
})
const files = positionals.length > 0 ? positionals : builtHere()

if (files.length === 0) console.log('No glibc binary here to check')
for (const file of files) {
  const newest = newestGlibc(file)
  const tooNew =
    values.max !== undefined && newest !== undefined && asNumber(newest) > asNumber(values.max)
  const needs = newest ? `needs glibc ${newest}` : 'needs no glibc'
  console.log(
    `${relative(root, file)} ${needs}${tooNew ? `, above the floor of ${values.max}` : ''}`,
  )
  if (tooNew) process.exitCode = 1
}

function newestGlibc(file) {
  return neededVersions(file)
    .map(({ version }) => /^GLIBC_(\d+\.\d+)/.exec(version)?.[1])
    .filter((version) => version !== undefined)
    .toSorted((a, b) => asNumber(a) - asNumber(b))
    .at(-1)
}

function asNumber(version) {
  const [major, minor] = version.split('.').map(Number)
  return major * 1000 + minor
}

function builtHere() {
  const target = hostTarget()
  if (target.libc !== 'glibc') return []
  return packagedFiles(target)
    .map((name) => join(packageDir(target), name))
    .filter((file) => existsSync(file))
}
