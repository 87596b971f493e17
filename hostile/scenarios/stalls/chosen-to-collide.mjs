export default {
  about: 'sets and dicts of ints that were chosen to collide, as a result and as an argument',
  outcomes: ['unconvertible', 'error'],
  async run({ run }) {
    await run('{(i << 64) + 1 for i in range(40_000)}')
    await run('f({(i << 64) + 1: 1 for i in range(40_000)})', { externalFunctions: { f: () => 1 } })
    return run('{(i << 64) + 1: 1 for i in range(40_000)}')
  },
}
