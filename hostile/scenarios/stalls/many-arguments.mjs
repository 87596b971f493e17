const row = {
  type: 'object',
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
  required: ['id'],
}
const kinds = { anyOf: [{ type: 'object', properties: { id: { type: 'string' } } }, row] }

export default {
  about: 'arguments of hundreds of thousands of parts, checked against a JSON Schema',
  outcomes: ['ok'],
  run: ({ execute, library }) =>
    execute(
      'await rows([{"id": 1, "name": "n"}] * 150_000)\n' +
        'await kinds([{"id": 1, "name": "n"}] * 60_000)\n' +
        'try:\n    await different([i * 0.5 for i in range(200_000)] + [1])\nexcept TypeError:\n    pass',
      {
        typeCheck: false,
        limits: { maxDurationMs: 20_000 },
        tools: Object.fromEntries(
          Object.entries({
            rows: { items: row },
            kinds: { items: kinds },
            different: { uniqueItems: true },
          }).map(([name, more]) => [
            name,
            library.tool({
              input: { type: 'object', properties: { x: { type: 'array', ...more } } },
              execute: async () => 1,
            }),
          ]),
        ),
      },
    ),
}
