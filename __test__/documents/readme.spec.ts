import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documents, programsOf, readDocument, root } from './blocks.js'
import { execute } from './execute.js'
import { typeErrors } from './types.js'

describe.each(documents())('%s', (document) => {
  it.each(programsOf(document))('line $line, $heading', async (program) => {
    const { checks, reached } = await execute(program)
    expect(reached).toBe(checks)
  })

  it('links to files that exist', () => {
    const links = readDocument(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)
    const missing = [...links]
      .map(([, link]) => link!)
      .filter((link) => !existsSync(join(root, dirname(document), link)))
    expect(missing).toEqual([])
  })
})

it('README.md stays short enough to be read', () => {
  expect(readDocument('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(250)
})

describe('the programs of all documents', () => {
  it('are strict TypeScript', { timeout: 120_000 }, () => {
    expect(typeErrors(documents().flatMap(programsOf))).toEqual([])
  })
})
