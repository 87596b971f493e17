import { generateText, stepCountIs, type ToolSet } from 'ai-6'
import { MockLanguageModelV3 } from 'ai-6/test'
import { describe, expect, it, vi } from 'vitest'
import { pythonToolCaller, pythonTools } from '../../src/adapters/ai.js'
import { MontyRuntime } from '../../src/runtime/index.js'

// For whoever still has version 6, whose tools are the same.
vi.mock('ai', async () => ({ experimental_toolCaller: undefined, ...(await import('ai-6')) }))

describe('version 6 of the AI SDK', () => {
  it('has Python as a tool', async () => {
    const model = new MockLanguageModelV3({
      doGenerate: async () => ({
        content: [
          {
            type: 'tool-call',
            toolCallId: 'call-1',
            toolName: 'run_python',
            input: JSON.stringify({ code: 'sum(range(10))' }),
          },
        ],
        finishReason: { unified: 'tool-calls', raw: undefined },
        usage: {
          inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 1, text: 1, reasoning: 0 },
        },
        warnings: [],
      }),
    })
    // Its types of tools are not those of version 7, which this package is compiled with.
    const tools = pythonTools(new MontyRuntime({ isolation: 'none' })) as unknown as ToolSet
    const { toolResults } = await generateText({
      model,
      tools,
      prompt: 'What is the sum?',
      stopWhen: stepCountIs(1),
    })
    expect(toolResults).toMatchObject([{ output: { status: 'ok', result: 45 } }])
  })

  it('has no tool callers', () => {
    expect(() => pythonToolCaller()).toThrow('pythonToolCaller needs ai 7.0.43 or newer')
  })
})
