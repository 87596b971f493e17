export default {
  about: 'arguments nine hundred levels deep',
  outcomes: ['ok', 'error'],
  run: ({ execute, library }) =>
    execute('x = 1\nfor _ in range(900):\n    x = [x]\nfor _ in range(300):\n    await take(x)', {
      typeCheck: false,
      tools: {
        take: library.tool({
          input: { type: 'object', properties: { x: {} } },
          execute: async () => 1,
        }),
      },
    }),
}
