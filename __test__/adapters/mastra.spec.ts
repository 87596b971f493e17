import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonMastraTool } from '../../src/adapters/mastra.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { optional } from '../support/optional.js'
import { modelThatWrites } from './ai-model.js'

interface MastraTools {
  createTool(definition: object): { execute(input: object, context?: object): Promise<unknown> }
}
interface MastraAgents {
  Agent: new (settings: object) => {
    generate(prompt: string): Promise<{ text: string; toolResults: unknown }>
  }
}

const tools = optional('@mastra/core/tools') as MastraTools | undefined
const agents = optional('@mastra/core/agent') as MastraAgents | undefined

const runtime = new MontyRuntime({
  isolation: 'none',
  tools: {
    price: tool({
      input: z.object({ name: z.string() }),
      output: z.int(),
      execute: ({ name }) => name.length,
    }),
  },
})

describe.skipIf(tools === undefined)('Mastra itself (skipped where it is not installed)', () => {
  it('makes a tool of the definition, and runs it', async () => {
    const python = tools!.createTool(pythonMastraTool(runtime))
    const answer = await python.execute({ code: 'await price("tea") * 2' }, {})
    expect(answer).toEqual({ status: 'ok', result: 6 })
  })

  it('checks what a model gives it by the schema', async () => {
    const python = tools!.createTool(pythonMastraTool(runtime))
    expect(await python.execute({ program: '1' }, {})).toMatchObject({
      error: true,
      message: expect.stringContaining('code'),
    })
  })

  it('lets an agent write Python', async () => {
    const agent = new agents!.Agent({
      id: 'analyst',
      name: 'Analyst',
      instructions: 'Answer by writing Python.',
      model: modelThatWrites('await price("cake") * 2'),
      tools: { run_python: tools!.createTool(pythonMastraTool(runtime)) },
    })
    const { text } = await agent.generate('What do two cakes cost?')
    expect(text).toContain('"result":8')
  })
})
