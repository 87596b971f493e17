import { MockLanguageModelV4 } from 'ai/test'

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}

/** A model that writes one program after the other, and then says what came of the last. */
export function modelThatWrites(...programs: string[]): MockLanguageModelV4 {
  let turn = 0
  return new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => {
      const code = programs[turn++]
      return code === undefined
        ? {
            content: [{ type: 'text', text: JSON.stringify(prompt.at(-1)?.content) }],
            finishReason: { unified: 'stop', raw: undefined },
            usage,
            warnings: [],
          }
        : {
            content: [
              {
                type: 'tool-call',
                toolCallId: `call-${turn}`,
                toolName: 'run_python',
                input: JSON.stringify({ code }),
              },
            ],
            finishReason: { unified: 'tool-calls', raw: undefined },
            usage,
            warnings: [],
          }
    },
  })
}
