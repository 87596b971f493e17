// The public API as a reviewable text file per entry point, in etc/. Needs dist.
// Without --check it updates the reports; with it, it fails when they would change.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { entryPoints } from './entry-points.mjs'
import { root } from './paths.mjs'
import { exitWithItsCode, runTool } from './run.mjs'

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
  }
})

/** A file of settings for one entry, beside the one that it extends, as its paths begin there. */
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
