export default {
  about: 'arguments of calls beyond those that may run at once',
  outcomes: ['memory', 'timeout'],
  run: ({ run }) =>
    run(
      'import asyncio\nasync def main():\n    await asyncio.gather(*[f([i] * 100_000) for i in range(900)])\nasyncio.run(main())',
      { externalFunctions: { f: () => new Promise(() => {}) }, timeoutMs: 5_000 },
    ),
}
