// Removes the declarations that no entry of the package leads to: half of all files, which describe
// internals.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import typescript from 'typescript'
import { distDir, root } from '../lib/paths.mjs'

const isTypings = (file) => /\.d\.c?ts$/.test(file)

/** Removes declarations from dist, except for those of entries and what these import. */
export function removeUnreachableTypings() {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  const pending = [...manifest.matchAll(/"\.\/(dist\/[^"]+\.d\.ts)"/g)].map(([, file]) =>
    join(root, file),
  )
  const reached = new Set()
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    pending.push(...importsOf(file))
  }
  for (const name of readdirSync(distDir, { recursive: true })) {
    const file = join(distDir, name)
    if (isTypings(file) && !reached.has(file)) rmSync(file)
  }
}

/** The declarations that a file of them imports. Throws if the file does not exist. */
function importsOf(file) {
  const { importedFiles, referencedFiles } = typescript.preProcessFile(readFileSync(file, 'utf8'))
  return [...importedFiles, ...referencedFiles]
    .map(({ fileName }) => fileName)
    .filter((id) => id.startsWith('.'))
    .map((id) => resolve(dirname(file), id.replace(/\.(c?)js$/, '.d.$1ts')))
}
