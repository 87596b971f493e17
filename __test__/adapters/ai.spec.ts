import { generateText, stepCountIs } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonTools } from '../../src/adapters/ai.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { modelThatWrites } from './ai-model.js'

const runtime = new MontyRuntime({
  isolation: 'none',
  tools: {
    price: tool({
      input: z.object({ name: z.string() }),
      output: z.number(),
      execute: ({ name }) => name.length,
    }),
  },
})

describe('the AI SDK', () => {
  it('goes on from the program before when that failed in the same turn', async () => {
    const made: string[] = []
    const buy = tool({
      input: z.object({ what: z.string() }),
      execute: ({ what }) => made.push(what),
    })
    const shop = new MontyRuntime({ isolation: 'none', tools: { buy } })
    const told: unknown[] = []
    const tools = pythonTools(shop, {
      after: true,
      onOutcome: async ({ status, calls }, { toolCallId }) => {
        await Promise.resolve()
        told.push([toolCallId, status, calls.map(({ replayed }) => replayed === true)])
      },
    })
    const ask = async (...programs: string[]): Promise<unknown> =>
      generateText({
        model: modelThatWrites(...programs),
        tools,
        prompt: 'Buy tea.',
        stopWhen: stepCountIs(4),
      })
    const both = 'await buy("tea")\nawait buy("cake")'
    await Promise.all([ask('await buy("tea")\n1 / 0', both), ask(both)])
    expect(made.toSorted()).toEqual(['cake', 'cake', 'tea', 'tea'])
    expect(told).toEqual(
      expect.arrayContaining([
        ['call-1', 'error', [false]],
        ['call-2', 'ok', [true, false]],
        ['call-1', 'ok', [false, false]],
      ]),
    )
  })

  it('lets a model write Python over the tools', async () => {
    const model = modelThatWrites('print("adding")\nawait price("tea") + await price("cake")')
    const { text, steps } = await generateText({
      model,
      tools: pythonTools(runtime),
      prompt: 'What do tea and cake cost?',
      stopWhen: stepCountIs(3),
    })
    expect(steps[0]?.toolResults[0]?.output).toEqual({
      status: 'ok',
      result: 7,
      stdout: 'adding\n',
    })
    expect(text).toContain('"result":7')
    const [offered] = model.doGenerateCalls[0]?.tools ?? []
    expect(offered).toMatchObject({ name: 'run_python', inputSchema: { required: ['code'] } })
    expect(offered).toHaveProperty(
      'description',
      expect.stringContaining('async def price(name: str)'),
    )
  })

  it('shows a model what went wrong, and what to do', async () => {
    const { steps } = await generateText({
      model: modelThatWrites('await prize("tea")'),
      tools: pythonTools(runtime),
      prompt: 'What does tea cost?',
      stopWhen: stepCountIs(3),
    })
    expect(steps[0]?.toolResults[0]?.output).toMatchObject({
      status: 'type',
      hint: expect.stringContaining('Did you mean price'),
    })
  })

  it('keeps the token of a pause from the model', async () => {
    const outcomes: string[] = []
    const careful = new MontyRuntime({
      isolation: 'none',
      tools: { pay: tool({ input: z.object({}), needsApproval: true, execute: () => 'paid' }) },
    })
    const { steps } = await generateText({
      model: modelThatWrites('await pay()'),
      tools: pythonTools(careful, {
        onOutcome: (outcome) => outcomes.push(outcome.status === 'paused' ? outcome.token : ''),
      }),
      prompt: 'Pay.',
      stopWhen: stepCountIs(3),
    })
    expect(steps[0]?.toolResults[0]?.output).toEqual({
      status: 'paused',
      pending: [{ callId: 0, name: 'pay', state: 'held', input: {} }],
    })
    expect(await careful.resume(outcomes[0]!, [{ callId: 0, action: 'approve' }]).value()).toBe(
      'paid',
    )
  })
})
