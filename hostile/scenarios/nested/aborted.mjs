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
  about: 'a tree of Python inside Python that is aborted',
  outcomes: ['MONTY_ABORTED', 'MONTY_ABORT', 'cancelled'],
  run: ({ run, library }) =>
    run('import asyncio\nawait asyncio.gather(*[inside(5) for _ in range(10)])', {
      externalFunctions: { inside: inside(library, 10) },
      signal: AbortSignal.timeout(1_500),
    }),
}
