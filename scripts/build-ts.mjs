// Compiles src/**/*.ts to dist/, when they changed.
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs'
import { committedTypings, distDir, stampDir } from './paths.mjs'
import { runTool } from './run.mjs'

const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']
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
  // tsc reads declaration files but does not copy them, and the emitted ones may refer to this one.
  copyFileSync(committedTypings, join(distDir, 'core', 'binding.d.cts'))
  writeStamp(stampFile, { sources })
}

if (process.argv[1] === import.meta.filename) await buildTypeScript()
