// Writes npm/<target>/package.json and README.md, one package per platform, all at the root's version.
// With --check it fails when one of them, or Cargo.toml's version, is not as it should be.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './paths.mjs'
import { addonFile, packageDir, packagedFiles, packageName, targets } from './targets.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const crateVersion = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(
  readFileSync(join(root, 'Cargo.toml'), 'utf8'),
)?.[1]
if (crateVersion !== manifest.version) {
  complain(
    `Cargo.toml has version ${crateVersion}, package.json ${manifest.version}: change them together`,
  )
}

for (const target of targets) {
  writeOrCheck(
    join(packageDir(target), 'package.json'),
    `${JSON.stringify(manifestOf(target), null, 2)}\n`,
  )
  writeOrCheck(join(packageDir(target), 'README.md'), readmeOf(target))
}

function manifestOf(target) {
  return {
    name: packageName(target),
    version: manifest.version,
    description: `The native binary of monty-node for ${target.name}`,
    license: manifest.license,
    files: packagedFiles(target),
    main: addonFile(target),
    engines: manifest.engines,
    os: [target.os],
    cpu: [target.cpu],
    ...(target.libc && { libc: [target.libc] }),
  }
}

function readmeOf(target) {
  return `# ${packageName(target)}

The native binary of [monty-node](https://www.npmjs.com/package/monty-node) for \`${target.triple}\`.
Install \`monty-node\`: it brings this package with it where it is needed.
`
}

function writeOrCheck(path, content) {
  if (values.check) {
    const committed = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    if (committed !== content)
      complain(`${relative(root, path)} is stale: run \`npm run platform-packages\``)
    return
  }
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

function complain(message) {
  console.error(message)
  process.exitCode = 1
}
