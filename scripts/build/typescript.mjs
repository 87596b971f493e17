// Compiles src/ to dist/, if it has changed. The body is CommonJS, which all tools can load, in
// dist/cjs with its declarations, file by file; ES modules in dist re-export it. The code is
// bundled, as loading a hundred small modules would take longer than everything else at start.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundleAdapters, bundleBody, bundleWeb, internals } from './bundle.mjs'
import { bundleCli } from './bundle-cli.mjs'
import { entryPoints } from '../lib/entry-points.mjs'
import { writeAdapterTypes, writeBodyFiles, writeFace, writeFaceTypes } from './faces.mjs'
import { fingerprint, readStamp, writeStamp } from '../lib/fingerprint.mjs'
import { removeUnreachableTypings } from './reachable-typings.mjs'
import { committedTypings, distDir, stampDir } from '../lib/paths.mjs'
import { runTool } from '../lib/run.mjs'

const inputs = [
  'src',
  'scripts/build/typescript.mjs',
  'scripts/build/bundle.mjs',
  'scripts/build/bundle-cli.mjs',
  'scripts/build/faces.mjs',
  'scripts/build/parts.mjs',
  'scripts/build/reachable-typings.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
]
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
  const entries = entryPoints().map(({ source }) => source.replace(/^src\/(.*)\.ts$/, '$1'))
  const adapters = entries.filter((entry) => entry.startsWith('adapters/'))
  const names = await bundleBody(entries)
  await bundleAdapters(adapters)
  await bundleWeb()
  // The playground's page is checked against the DOM types, which no other code may use.
  await runTool('typescript', ['--noEmit', '-p', 'src/play'], { command: 'tsc' })
  await bundleCli()
  for (const entry of [...entries, internals]) {
    if (adapters.includes(entry)) continue
    writeFace(entry, names.get(entry))
    if (entry !== internals) writeFaceTypes(entry)
  }
  writeAdapterTypes()
  writeBodyFiles(committedTypings)
  removeUnreachableTypings()
  writeStamp(stampFile, { sources })
}

if (process.argv[1] === import.meta.filename) await buildTypeScript()
