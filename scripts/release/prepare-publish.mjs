// Prepares the packages just before publishing: the root package gets the platform packages as
// optional dependencies, which the repository omits because `npm ci` would look for versions that
// do not exist yet, and every package names its repository, which provenance is checked against.
//
//   node scripts/release/prepare-publish.mjs [--tag v1.2.3]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../lib/paths.mjs'
import {
  packageDir,
  packagedFiles,
  packageName,
  targets,
  wasmDir,
  wasmFiles,
} from '../lib/targets.mjs'

const { values } = parseArgs({ options: { tag: { type: 'string' } } })
const manifest = readManifest(root)

if (values.tag !== undefined && values.tag !== `v${manifest.version}`) {
  throw new Error(`the tag is ${values.tag}, package.json has version ${manifest.version}`)
}
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repositoryName } = process.env
const repository = repositoryName && { type: 'git', url: `git+${server}/${repositoryName}.git` }

for (const target of targets) prepare(packageDir(target), packagedFiles(target))
// It is only installed on request, so it is no dependency.
prepare(wasmDir, wasmFiles)

const optionalDependencies = Object.fromEntries(
  targets.map((target) => [packageName(target), manifest.version]),
)
writeManifest(root, { ...manifest, repository, optionalDependencies })
console.log(`monty-node ${manifest.version} now depends on its ${targets.length} platform packages`)

function prepare(folder, files) {
  const missing = files.filter((file) => !existsSync(join(folder, file)))
  if (missing.length > 0) throw new Error(`no ${missing.join(', ')} in ${folder}`)
  const platform = readManifest(folder)
  if (platform.version !== manifest.version) {
    throw new Error(
      `${platform.name} has version ${platform.version}, the root ${manifest.version}`,
    )
  }
  writeManifest(folder, { ...platform, repository })
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function writeManifest(folder, content) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)
}
