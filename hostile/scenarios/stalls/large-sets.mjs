export default {
  about: 'sets of hundreds of thousands of items as arguments',
  outcomes: ['ok'],
  run: ({ execute, library }) =>
    execute(
      'await take(set(range(500_000)))\nawait take(frozenset(str(i) for i in range(200_000)))',
      {
        typeCheck: false,
        limits: { maxDurationMs: 20_000 },
        tools: {
          take: library.tool({
            input: { type: 'object', properties: { x: {} } },
            execute: async () => 1,
          }),
        },
      },
    ),
}
