// Compiles src/ to dist/, when it changed: declarations file by file, and the code bundled, as
// loading a hundred small modules would take longer than everything else at start.
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { committedTypings, distDir, root, stampDir } from './paths.mjs'
import { runTool } from './run.mjs'

const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']
const stampFile = join(stampDir, 'dist.json')

export async function buildTypeScript() {
  const sources = fingerprint(inputs)
  if (existsSync(distDir) && readStamp(stampFile)?.sources === sources) {
    console.log('dist is up to date')
    return
  }
  console.log('Compiling src to dist (a few seconds)')
  rmSync(stampFile, { force: true })
  rmSync(distDir, { recursive: true, force: true })
  await runTool('typescript', ['-p', 'tsconfig.build.json'], { command: 'tsc' })
  await bundle()
  // tsc reads declaration files but does not copy them, and the emitted ones may refer to this one.
  copyFileSync(committedTypings, join(distDir, 'core', 'binding.d.cts'))
  writeStamp(stampFile, { sources })
}

/** One file an entry point of the package, and one for what they share: each file costs a load. */
async function bundle() {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: entryPoints(),
    platform: 'node',
    // Peers that a user may or may not have.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: { target: 'node20.19' },
  })
  const { output } = await built.write({
    dir: distDir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'shared', test: inSource, minShareCount: 2 }] },
    // The declarations have them, and reading them takes time at each start.
    comments: { jsdoc: false },
  })
  await built.close()
  for (const { fileName, code } of output) {
    writeFileSync(join(distDir, fileName), code.replaceAll(/[^\0-\x7f]/g, escaped))
  }
}

/** One character beyond Latin-1 has V8 read and hold a whole file as two bytes each. */
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const inSource = (id) => id.startsWith(join(root, 'src'))

/** The source of each entry point by its place in dist. */
function entryPoints() {
  const { exports, bin = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const files = Object.values(exports).flatMap((entry) => entry.default ?? [])
  const names = [...files, ...Object.values(bin)].map((file) =>
    file.replace(/^(\.\/)?dist\//, '').replace(/\.js$/, ''),
  )
  return Object.fromEntries(names.map((name) => [name, join(root, 'src', `${name}.ts`)]))
}

if (process.argv[1] === import.meta.filename) await buildTypeScript()
