export default {
  about: 'a dict of 150,000 keys as an argument, and as one that waits for an approval',
  outcomes: ['paused'],
  run: ({ execute, library }) =>
    execute('x = {f"k{i}": i for i in range(150_000)}\nawait take(x)\nawait ask(x)', {
      typeCheck: false,
      tools: Object.fromEntries(
        [false, true].map((needsApproval) => [
          needsApproval ? 'ask' : 'take',
          library.tool({
            input: { type: 'object', properties: { x: { type: 'object' } } },
            needsApproval,
            execute: async () => 1,
          }),
        ]),
      ),
    }),
}
