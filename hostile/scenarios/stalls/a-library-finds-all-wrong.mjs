import { z } from 'zod'

export default {
  about: 'arguments that a schema library finds wrong in 190,000 places',
  outcomes: ['ok'],
  run: ({ execute, library }) =>
    execute(
      'for x in (["x"] * 190_000, [1] * 9_000 + ["x"] * 180_000):\n    try:\n        await take(x)\n    except TypeError:\n        pass',
      {
        typeCheck: false,
        tools: {
          take: library.tool({
            input: z.object({ x: z.array(z.int()) }),
            execute: async () => 1,
          }),
        },
      },
    ),
}
