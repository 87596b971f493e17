// An agent of the AI SDK that answers a question about the files of this repository by writing one
// Python program over two tools. The model is a mock, so it runs without a network or a key.
//
//   npx tsx examples/agents/ai-sdk.ts
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateText, isStepCount } from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { MontyRuntime, tool } from 'monty-node'
import { pythonTools } from 'monty-node/ai'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')

const runtime = new MontyRuntime({
  tools: {
    list_files: tool({
      description: 'The names of the files of a folder.',
      input: z.object({ folder: z.string() }),
      output: z.array(z.string()),
      execute: async ({ folder }) => {
        const entries = await readdir(join(root, folder), { withFileTypes: true })
        return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
      },
    }),
    count_lines: tool({
      description: 'How many lines a file has.',
      input: z.object({ path: z.string() }),
      output: z.int(),
      execute: async ({ path }) =>
        (await readFile(join(root, path), 'utf8')).split('\n').length - 1,
    }),
  },
})

/** What a model would write, first with a mistake in it, then right. */
const programs = [
  'names = await list_file("examples")\nnames',
  `import asyncio

names = [name for name in await list_files("examples") if name.endswith(".ts")]
counts = await asyncio.gather(*[count_lines(f"examples/{name}") for name in names])
{"files": len(names), "all_have_lines": min(counts) > 10}`,
]

const model = new MockLanguageModelV4({
  doGenerate: async ({ prompt }) => {
    const code = programs[prompt.filter(({ role }) => role === 'tool').length]
    const usage = {
      inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 0, text: 0, reasoning: 0 },
    }
    if (code === undefined) {
      const content = [
        { type: 'text' as const, text: 'Every example is more than ten lines long.' },
      ]
      return { content, finishReason: { unified: 'stop', raw: undefined }, usage, warnings: [] }
    }
    const input = JSON.stringify({ code })
    return {
      content: [
        { type: 'tool-call', toolCallId: `call-${code.length}`, toolName: 'run_python', input },
      ],
      finishReason: { unified: 'tool-calls', raw: undefined },
      usage,
      warnings: [],
    }
  },
})

const { text, steps } = await generateText({
  model,
  tools: pythonTools(runtime),
  prompt: 'Is every example longer than ten lines?',
  stopWhen: isStepCount(5),
})
for (const { toolResults } of steps) {
  for (const { output } of toolResults) console.log(JSON.stringify(output).slice(0, 300))
}
console.log(text)
