import { describe, expect, it, test } from 'vitest'
import { docExamples } from './doc-comments.js'
import { execute } from './execute.js'
import { typeErrors } from './types.js'

const examples = docExamples()

/** What examples may leave to their reader: tools, models, connections, places. */
const PLACEHOLDERS = (
  'agent Agent another app bytes client code connectionString createAgent createClient createTool create Database decisions directory ' +
  'execute execution find_customer generateText getDemand getInventory instructions it isStepCount join key ' +
  'max_tokens messages model MyStore name Order outcome pg prices prompt readFile request response ' +
  'runId runtime save ' +
  'scripts stepCountIs store token tools transport url writer'
).split(' ')

describe('the examples that comments show', () => {
  it('leave nothing to the reader but what is the reader’s', () => {
    const left = examples.flatMap(({ document, line, placeholders }) =>
      placeholders
        .filter((name) => !PLACEHOLDERS.includes(name))
        .map((name) => `${document}:${line}: ${name}`),
    )
    expect(left).toEqual([])
  })

  it('are strict TypeScript', { timeout: 120_000 }, () => {
    const complete = examples.map((example) => ({
      ...example,
      code: `${example.code}${example.placeholders.map((name) => `declare var ${name}: any\n`).join('')}`,
    }))
    expect(typeErrors(complete)).toEqual([])
  })

  describe('do what they say:', () => {
    const whole = examples.filter(({ placeholders }) => placeholders.length === 0)
    test.each(whole)('$document:$line $heading', async (example) => {
      const { checks, reached } = await execute(example)
      expect(reached).toBe(checks)
    })
  })
})
