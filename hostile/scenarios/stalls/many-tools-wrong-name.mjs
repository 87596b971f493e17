export default {
  about: 'a name that is none of a thousand tools',
  outcomes: ['error', 'type'],
  run: ({ execute, library }) =>
    execute('await tool_100O()', {
      typeCheck: false,
      tools: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, i) => [
          `tool_${i}`,
          library.tool({ input: {}, execute: async () => 1 }),
        ]),
      ),
    }),
}
