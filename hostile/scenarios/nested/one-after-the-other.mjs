const inside = (library, wide) =>
  library.tool({
    input: { type: 'object', properties: { depth: { type: 'integer' } }, required: ['depth'] },
    execute: async ({ depth }, { subExecute }) => {
      const outcome = await subExecute(
        depth === 0
          ? 'while True: pass'
          : `import asyncio\nawait asyncio.gather(*[inside(${depth - 1}) for _ in range(${wide})])`,
      )
      return outcome.status
    },
  })

export default {
  about: 'Python inside a tool that takes its time, again and again: it is the time of the run',
  outcomes: ['duration'],
  async run({ run, library }) {
    const began = performance.now()
    const outcome = await run('while True:\n    await inside(0)', {
      externalFunctions: { inside: inside(library, 1) },
      limits: { maxDurationMs: 1_000 },
      timeoutMs: 20_000,
    })
    const took = performance.now() - began
    return took > 4_000 ? `ended after ${Math.round(took)} ms` : outcome
  },
}
