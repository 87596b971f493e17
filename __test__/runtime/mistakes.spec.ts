import { describe, expect, it } from 'vitest'
import { runReport } from '../../src/pages/report/report.js'
import { tool } from '../../src/host/tool.js'
import { ArtifactShelf, eventToJson, modelAnswer, MontyRuntime } from '../../src/runtime/index.js'

describe('what is given by mistake is told by name', () => {
  const nothing: never = undefined as never
  it.each([
    ['an event', () => eventToJson(nothing), 'eventToJson() takes an event of a run'],
    ['an outcome', () => modelAnswer({} as never), 'modelAnswer() takes the outcome of a run'],
    ['events', () => runReport([null] as never), 'runReport() takes a recording'],
    ['a title', () => runReport([], { titel: 'x' } as never), 'titel is not an option'],
    [
      'artifacts',
      () => new ArtifactShelf().put({ artifacts: 5 } as never),
      'put() takes the outcome of a run',
    ],
    ['tools', () => new MontyRuntime({ tools: [] as never }), 'tools must be an object of tools'],
    [
      'a tool of a name that discovery has',
      () =>
        new MontyRuntime({
          discovery: 'search',
          tools: { search_tools: tool({ input: { type: 'object' }, execute: () => 1 }) },
        }),
      "tools.search_tools is there already, by discovery: 'search'",
    ],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(expect.objectContaining({ code: 'MONTY_USAGE' }))
    expect(call).toThrow(message)
  })

  it('a run that is rolled back', async () => {
    await expect(new MontyRuntime().rollback(undefined as never)).rejects.toThrow(
      'rollback() takes the outcome of a run, or its id',
    )
  })
})
