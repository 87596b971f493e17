// The public API as a reviewable text file per entry point, in etc/. Needs dist.
// Without --check it updates the reports; with it, it fails when they would change.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './paths.mjs'
import { exitWithItsCode, runTool } from './run.mjs'

const { values } = parseArgs({ options: { check: { type: 'boolean' } } })

const entries = [
  'index',
  'compat',
  'host',
  'runtime',
  'ai',
  'mcp',
  'openai',
  'anthropic',
  'mastra',
  'langchain',
  'opentelemetry',
]

await exitWithItsCode(async () => {
  mkdirSync(join(root, 'etc'), { recursive: true })
  for (const entry of entries) {
    const config = entry === 'index' ? 'api-extractor.json' : `api-extractor.${entry}.json`
    const args = ['run', '--config', config, ...(values.check ? [] : ['--local'])]
    await runTool('@microsoft/api-extractor', args)
  }
})
