// A Hono service that runs Python for many callers at once over one runtime. The requests come from
// here, so it needs no port.
//
//   npx tsx examples/agents/service.ts
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { MontyRuntime, tool } from 'monty-node'
import { pythonTool } from 'monty-node/ai'
import { z } from 'zod'

const runtime = new MontyRuntime({
  limits: { maxDurationMs: 500 },
  tools: {
    stock: tool({
      description: 'How many of an article there are.',
      input: z.object({ article: z.string() }),
      output: z.int(),
      execute: async ({ article }) => {
        await sleep(20)
        return article.length
      },
    }),
  },
})
const python = pythonTool(runtime)

const app = new Hono()
app.get('/prompt', (context) => context.text(python.description))
app.post('/run', async (context) => {
  const input = await python.inputSchema['~standard'].validate(await context.req.json())
  if (input.issues !== undefined) return context.json({ issues: input.issues }, 400)
  // A caller who hangs up ends the run.
  return context.json(await python.execute(input.value, { signal: context.req.raw.signal }))
})

const post = async (body: unknown): Promise<unknown> => {
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  }
  const response = await app.request('/run', init)
  return response.json()
}

const began = performance.now()
const answers = await Promise.all(
  Array.from({ length: 100 }, (_, n) => {
    const code = `import asyncio\nsum(await asyncio.gather(stock("tea"), stock("cake"))) + ${n}`
    return post({ code })
  }),
)
const right = answers.filter(
  (answer, n) => JSON.stringify(answer) === `{"status":"ok","result":${n + 7}}`,
)
console.log(`${right.length} right answers`)
console.log(performance.now() - began < 100 * 40 ? 'sooner than one after the other' : 'too slow')
console.log(JSON.stringify(await post({ code: 'while True:\n    pass' })))
console.log(JSON.stringify(await post({ program: '1' })))
