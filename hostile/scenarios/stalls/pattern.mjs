export default {
  about: 'an expression of a schema that backtracks',
  outcomes: ['ok', 'error', 'duration'],
  run: ({ execute, library }) =>
    execute(
      'for i in range(5):\n    try:\n        await take("a " * 5_000 + "!")\n    except TypeError:\n        pass',
      {
        typeCheck: false,
        tools: {
          take: library.tool({
            input: {
              type: 'object',
              properties: { x: { type: 'string', pattern: '^(\\w+\\s?)+$' } },
            },
            execute: async () => 1,
          }),
        },
      },
    ),
}
