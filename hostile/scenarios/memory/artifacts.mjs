export default {
  about: 'files for the user, without end',
  outcomes: ['ok', 'error', 'hostCalls', 'memory'],
  run: ({ execute, library }) =>
    execute('for i in range(900):\n    await give(i)', {
      tools: {
        give: library.tool({
          input: { type: 'object', properties: { n: { type: 'integer' } } },
          execute: async ({ n }, { artifact }) => artifact(`${n}.txt`, 'x'.repeat(1_000_000)) ?? 1,
        }),
      },
    }),
}
