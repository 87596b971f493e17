// Writes the public API as a reviewable text file per entry point, in etc/. Needs dist. With
// --check it does not update the reports, but fails if they would change.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { entryPoints } from '../lib/entry-points.mjs'
import { root } from '../lib/paths.mjs'
import { exitWithItsCode, runTool } from '../lib/run.mjs'

// Helper types that only compute other types, which users need not name.
const PARTS_OF_TYPES = new Set(['Described'])

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })

await exitWithItsCode(async () => {
  mkdirSync(join(root, 'etc'), { recursive: true })
  for (const entry of entryPoints()) {
    const config = configOf(entry)
    try {
      const args = ['run', '--config', config, ...(values.check ? [] : ['--local'])]
      await runTool('@microsoft/api-extractor', args)
    } finally {
      rmSync(config)
    }
    // The other entry points use types that the main one exports.
    if (!entry.slug) assertNothingForgotten(join(root, 'etc', 'monty-node.api.md'))
  }
})

/** A type that a public one refers to must be exported, or users cannot name it. */
function assertNothingForgotten(report) {
  const mentions = readFileSync(report, 'utf8').matchAll(
    /ae-forgotten-export\) The symbol "(\w+)"/g,
  )
  const forgotten = [...mentions]
    .map(([, name]) => name)
    .filter((name) => !PARTS_OF_TYPES.has(name))
  if (forgotten.length === 0) return
  throw new Error(`index.ts does not export ${forgotten.join(', ')}, which what it exports names`)
}

/**
 * Writes a settings file for one entry, in the folder of the one it extends, as its paths are
 * relative to that.
 */
function configOf({ slug, types }) {
  const report = ['monty-node', slug].filter(Boolean).join('-')
  const config = {
    extends: './api-extractor.base.json',
    mainEntryPointFilePath: types.replace('./', '<projectFolder>/'),
    apiReport: { enabled: true, reportFileName: `${report}.api.md` },
  }
  const path = join(root, `api-extractor.${slug || 'index'}.json`)
  writeFileSync(path, JSON.stringify(config))
  return path
}
