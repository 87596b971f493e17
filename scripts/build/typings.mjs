// The addon's generated TypeScript typings: made by a build, committed, compared in CI.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { typeDefDir } from '../lib/cargo.mjs'
import { committedTypings, root } from '../lib/paths.mjs'
import { packageDir } from '../lib/targets.mjs'

const header = '// Generated from src/native by `npm run build:addon`. Do not edit.\n'

const generatedFile = (target) => join(packageDir(target), '.binding.d.cts')

/** Renders what napi-derive wrote while the addon compiled, and keeps it beside the binary. */
export async function generateTypings(target) {
  const { generateTypeDef } = await import('@napi-rs/cli')
  const { dts } = await generateTypeDef({
    typeDefDir,
    dtsHeader: header,
    constEnum: false,
    cwd: root,
  })
  writeFileSync(generatedFile(target), dts || header)
}

export function updateCommittedTypings(target) {
  const generated = readIfThere(generatedFile(target))
  if (generated === undefined || generated === readIfThere(committedTypings)) return
  writeFileSync(committedTypings, generated)
  console.log('Updated src/core/binding.d.cts: commit it together with the Rust change')
}

/** Whether the committed typings are those of the addon as built. */
export function typingsDrifted(target) {
  return readIfThere(generatedFile(target)) !== readIfThere(committedTypings)
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
