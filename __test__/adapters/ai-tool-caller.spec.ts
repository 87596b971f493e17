import { generateText, isStepCount, jsonSchema, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fromAiTools, pythonToolCaller } from '../../src/adapters/ai.js'
import { type Outcome, MontyRuntime } from '../../src/runtime/index.js'
import { tool as montyTool } from '../../src/host/tool.js'
import { modelThatWrites } from './ai-model.js'

const getInventory = tool({
  description: 'Units that are there.',
  inputSchema: z.object({ productId: z.string() }),
  outputSchema: z.object({ units: z.int() }),
  execute: ({ productId }) => ({ units: productId.length }),
})

const getDemand = tool({
  inputSchema: jsonSchema<{ productId: string }>({
    type: 'object',
    properties: { productId: { type: 'string' } },
    required: ['productId'],
  }),
  execute: ({ productId }) => Promise.resolve(productId.length * 2),
})

const FROM_PYTHON = { getInventory: ['run_python'], getDemand: ['run_python'] } as const

describe('a tool caller of the AI SDK', () => {
  it('lets Python call the tools that are routed through it, and the model only Python', async () => {
    const model = modelThatWrites(
      'import asyncio\nthere, wanted = await asyncio.gather(getInventory("sku"), getDemand("sku"))\nwanted - there["units"]',
    )
    const { steps } = await generateText({
      model,
      tools: { run_python: pythonToolCaller({ isolation: 'none' }), getInventory, getDemand },
      experimental_toolCallers: FROM_PYTHON,
      stopWhen: isStepCount(3),
      prompt: 'How many are missing?',
    })
    expect(steps[0]?.toolResults[0]?.output).toEqual({ status: 'ok', result: 3 })
    const offered = model.doGenerateCalls[0]?.tools ?? []
    expect(offered.map(({ name }) => name)).toEqual(['run_python'])
    expect(offered[0]).toHaveProperty(
      'description',
      expect.stringContaining('async def getInventory(productId: str)'),
    )
  })

  it('offers a tool both ways when it may be called directly, too', async () => {
    const model = modelThatWrites('await getDemand("ab")')
    const { steps } = await generateText({
      model,
      tools: { run_python: pythonToolCaller({ isolation: 'none' }), getInventory, getDemand },
      experimental_toolCallers: {
        getInventory: ['run_python', 'AI_SDK_DIRECT_TOOL_CALL'],
        getDemand: ['run_python'],
      },
      stopWhen: isStepCount(3),
      prompt: 'How many?',
    })
    expect(steps[0]?.toolResults[0]?.output).toEqual({ status: 'ok', result: 4 })
    expect(model.doGenerateCalls[0]?.tools?.map(({ name }) => name)).toEqual([
      'run_python',
      'getInventory',
    ])
  })

  it('tells a tool which call it is, and who else was asking', async () => {
    const ids: string[] = []
    const asked: number[] = []
    await generateText({
      model: modelThatWrites('await whoami()\nawait whoami()'),
      tools: {
        run_python: pythonToolCaller({ isolation: 'none' }),
        whoami: tool({
          inputSchema: z.object({}),
          execute: (_input, { toolCallId, messages }) => {
            ids.push(toolCallId)
            asked.push(messages.length)
          },
        }),
      },
      experimental_toolCallers: { whoami: ['run_python'] },
      stopWhen: isStepCount(3),
      prompt: 'Who?',
    })
    expect(ids).toEqual(['call-1-0', 'call-1-1'])
    expect(asked).toEqual([1, 1])
  })

  it('tells Python what is wrong with its arguments, and the model of it', async () => {
    const { steps } = await generateText({
      model: modelThatWrites('await getInventory(5)'),
      tools: {
        run_python: pythonToolCaller({ isolation: 'none', typeCheck: false }),
        getInventory,
      },
      experimental_toolCallers: { getInventory: ['run_python'] },
      stopWhen: isStepCount(3),
      prompt: 'How many?',
    })
    expect(steps[0]?.toolResults[0]?.output).toMatchObject({
      status: 'error',
      error: expect.stringContaining('TypeError: getInventory()'),
      hint: expect.stringContaining('async def getInventory(productId: str)'),
    })
  })

  it("has the runtime's own tools beside those of the SDK", async () => {
    const double = montyTool({ input: z.object({ n: z.int() }), execute: ({ n }) => n * 2 })
    const { steps } = await generateText({
      model: modelThatWrites('await double(await getDemand("abc"))'),
      tools: {
        run_python: pythonToolCaller({ isolation: 'none', tools: { double } }),
        getDemand,
      },
      experimental_toolCallers: { getDemand: ['run_python'] },
      stopWhen: isStepCount(3),
      prompt: 'Twice?',
    })
    expect(steps[0]?.toolResults[0]?.output).toEqual({ status: 'ok', result: 12 })
  })

  it('pauses for a tool that needs an approval, and is resumed with the same tools', async () => {
    const paid: number[] = []
    const tools = {
      pay: tool({
        inputSchema: z.object({ amount: z.number() }),
        needsApproval: ({ amount }) => amount > 10,
        execute: ({ amount }) => {
          paid.push(amount)
          return `paid ${amount}`
        },
      }),
    }
    const outcomes: Outcome[] = []
    const { steps } = await generateText({
      model: modelThatWrites('[await pay(5), await pay(50)]'),
      tools: {
        run_python: pythonToolCaller(
          { isolation: 'none' },
          { onOutcome: (outcome) => void outcomes.push(outcome) },
        ),
        ...tools,
      },
      experimental_toolCallers: { pay: ['run_python'] },
      stopWhen: isStepCount(3),
      prompt: 'Pay.',
    })
    expect(steps[0]?.toolResults[0]?.output).toMatchObject({
      status: 'paused',
      pending: [{ name: 'pay', input: { amount: 50 } }],
    })
    expect(paid).toEqual([5])
    const [outcome] = outcomes
    if (outcome?.status !== 'paused') throw new Error('it should have paused')
    const runtime = new MontyRuntime({ isolation: 'none', tools: fromAiTools(tools) })
    const { callId } = outcome.pending[0]!
    const value = await runtime.resume(outcome.token, [{ callId, action: 'approve' }]).value()
    expect(value).toEqual(['paid 5', 'paid 50'])
    expect(paid).toEqual([5, 50])
  })

  it('takes the last word of a tool that streams for its result', async () => {
    const runtime = new MontyRuntime({
      isolation: 'none',
      tools: fromAiTools({
        count: tool({
          inputSchema: z.object({}),
          async *execute() {
            yield 1
            yield 2
            yield 3
          },
        }),
      }),
    })
    const execution = runtime.execute('await count()')
    expect(await execution.value()).toBe(3)
    const progress: unknown[] = []
    for await (const event of execution.events) {
      if (event.type === 'progress') progress.push(event.data)
    }
    expect(progress).toEqual([1, 2])
  })

  it('refuses a runtime in place of options, whose tools nobody could call', () => {
    expect(() => pythonToolCaller(new MontyRuntime() as never)).toThrow(
      'pythonToolCaller takes the options of a runtime',
    )
  })

  it('refuses a tool that only the client can execute', () => {
    expect(() => fromAiTools({ ask: tool({ inputSchema: z.object({}) }) })).toThrow(
      'the tool ask has no execute, so Python cannot call it',
    )
  })
})
