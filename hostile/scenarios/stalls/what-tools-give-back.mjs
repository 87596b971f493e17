export default {
  about: 'tools give back what they were given: 60,000 objects, an int of 100 million bits',
  outcomes: ['ok'],
  run: ({ execute, library }) => {
    const echo = { execute: async ({ x }) => x }
    const input = { type: 'object', properties: { x: {} } }
    const row = { type: 'object', properties: { id: { type: 'number' } } }
    return execute(
      'await echo([{f"id{i}": i} for i in range(60_000)])\nawait rows([{"id": i} for i in range(60_000)])\n' +
        'await echo(1 << 100_000_000)\n1',
      {
        typeCheck: false,
        learnTypes: true,
        limits: { maxDurationMs: 20_000 },
        tools: {
          echo: library.tool({ input, ...echo }),
          rows: library.tool({ input, output: { type: 'array', items: row }, ...echo }),
        },
      },
    )
  },
}
