export default {
  about:
    'texts, ints and bytes of tens of megabytes as arguments, which are written down for programs after it',
  outcomes: ['ok'],
  run: ({ execute, library }) =>
    execute(
      'await take(["x" * 15_000_000])\nawait take("é" * 5_000_000, "é" * 3_000_000)\n' +
        'await take(1 << 60_000_000)\nawait take([b"x" * 15_000_000])',
      {
        typeCheck: false,
        limits: { maxDurationMs: 20_000 },
        tools: {
          take: library.tool({
            input: { type: 'object', properties: { x: {}, y: {} } },
            execute: async () => 1,
          }),
        },
      },
    ),
}
