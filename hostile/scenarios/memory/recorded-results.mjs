export default {
  about: 'the same in a run that is recorded for a replay',
  outcomes: ['ok', 'memory'],
  run: ({ execute, library }) =>
    execute(
      'for i in range(900):\n    await big()',
      { tools: { big: library.tool({ input: {}, execute: async () => 'x'.repeat(1_000_000) }) } },
      { record: true },
    ),
}
