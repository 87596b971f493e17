// The package's ES modules. They re-export the CommonJS body, name by name, so that a class is the
// same in both formats, and tools need not detect the names.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { bodyDir } from './bundle.mjs'
import { distDir } from '../lib/paths.mjs'
import { packageName, targets } from '../lib/targets.mjs'

/** Writes an ES module for an entry of the body. */
export function writeFace(entry, names) {
  const lines = names
    .filter((name) => name !== 'locatedAt')
    .map((name) => `export const ${name} = body.${name}`)
  write(
    `${entry}.js`,
    `import body from '${upFrom(entry)}/cjs/${entry}.js'

// After bundling as an ES module, only this value locates the package.
body.locatedAt(import.meta.url)

${lines.join('\n')}
`,
  )
}

/**
 * Writes the declarations of such a module: it re-exports those of the body, so that types are the
 * same as well.
 */
export function writeFaceTypes(entry) {
  write(`${entry}.d.ts`, `export * from '${upFrom(entry)}/cjs/${entry}.js'\n`)
}

const upFrom = (entry) => posix.relative(posix.dirname(entry), '.') || '.'

/**
 * Copies the adapters' declarations beside their ES modules, as types of frameworks may exist twice
 * as well.
 */
export function writeAdapterTypes() {
  const folder = join(bodyDir, 'adapters')
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(folder, file), 'utf8')
    write(`adapters/${file}`, text.replaceAll(/(from |import\()(['"])\.\.\//g, '$1$2../cjs/'))
  }
}

/**
 * Marks the body as CommonJS, and names the packages of binaries for tools that follow `require`.
 */
export function writeBodyFiles(committedTypings) {
  write('cjs/package.json', '{ "type": "commonjs" }\n')
  const lines = targets.map(
    (target) => `exports['${target.name}'] = () => require('${packageName(target)}')`,
  )
  write('cjs/platforms.js', `${lines.join('\n')}\n`)
  // tsc does not copy declaration files, and the emitted ones may refer to this one.
  copyFileSync(committedTypings, join(bodyDir, 'core', 'binding.d.cts'))
}

function write(file, text) {
  const path = join(distDir, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
