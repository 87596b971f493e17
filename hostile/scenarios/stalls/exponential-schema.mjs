export default {
  about: 'arguments for a schema of alternatives in themselves',
  outcomes: ['ok', 'error', 'duration'],
  run: ({ execute, library }) =>
    execute(
      'x = {"a": 1}\nfor _ in range(60):\n    x = {"a": x}\ntry:\n    await take(x)\nexcept TypeError:\n    pass',
      {
        typeCheck: false,
        tools: {
          take: library.tool({
            input: {
              type: 'object',
              properties: { x: { $ref: '#/$defs/n' } },
              $defs: {
                n: {
                  oneOf: [
                    {
                      type: 'object',
                      properties: { a: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'string' }] } },
                    },
                    {
                      type: 'object',
                      properties: { a: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'null' }] } },
                    },
                  ],
                },
              },
            },
            execute: async () => 1,
          }),
        },
      },
    ),
}
