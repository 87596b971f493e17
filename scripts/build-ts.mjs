// Compiles src/ to dist/, when it changed: declarations file by file, and the code bundled, as
// loading a hundred small modules would take longer than everything else at start.
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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

/** One file an entry point of the package, and chunks for what they share. */
async function bundle() {
  const { build } = await import('esbuild')
  await build({
    entryPoints: entryPoints(),
    outdir: distDir,
    outbase: join(root, 'src'),
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Peers that a user may or may not have.
    packages: 'external',
    // Errors tell their class by name.
    keepNames: true,
    logLevel: 'warning',
  })
}

function entryPoints() {
  const { exports, bin = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const files = Object.values(exports).flatMap((entry) => entry.default ?? [])
  return [...files, ...Object.values(bin)].map((file) =>
    join(root, file.replace(/^\.\/dist/, 'src').replace(/\.js$/, '.ts')),
  )
}

if (process.argv[1] === import.meta.filename) await buildTypeScript()
