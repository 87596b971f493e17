// What must work wherever the package is: the parts that each depend on something else of the surroundings.
// Gives the names of those that failed, with what they said.
const checks = {
  'a run': async ({ Monty }) => {
    const program = new Monty('x + 1', { inputs: ['x'] })
    return program.run({ inputs: { x: 41 } }) === 42
  },
  'a host call': async ({ Monty, runMontyAsync }) => {
    const externalFunctions = { f: async (n) => n * 2 }
    return (await runMontyAsync(new Monty('await f(2)'), { externalFunctions })) === 4
  },
  isolation: async ({ Monty, runMontyAsync }) => {
    const options = { isolation: 'process', externalFunctions: { f: async (n) => n * 2 } }
    return (await runMontyAsync(new Monty('await f(2)'), options)) === 4
  },
  'a type check': async ({ Monty }) =>
    (await errorOf(() => new Monty('x: int = "one"').typeCheck())).name === 'MontyTypingError',
  'a type check in isolation': async ({ Monty }) =>
    (await errorOf(() => new Monty('x: int = "one"').typeCheckAsync('', { isolation: 'process' })))
      .name === 'MontyTypingError',
  'names of errors': async ({ Monty, MontyRuntimeError }) => {
    const error = await errorOf(() => new Monty('1 / 0').run())
    return error.name === 'MontyRuntimeError' && error instanceof MontyRuntimeError
  },
  'a limit in isolation': async ({ Monty, runMontyAsync }) => {
    const options = { isolation: 'process', limits: { maxDurationMs: 100 } }
    return (
      (await errorOf(() => runMontyAsync(new Monty('while True: pass'), options))).code ===
      'MONTY_LIMIT'
    )
  },
  'a paused run': async ({ Monty, PausedRun }) => {
    const key = 'a key of thirty-two bytes or more'
    const bytes = new Monty('f(20) + 2').start().dump({ key })
    return PausedRun.load(bytes, { key }).resume({ returnValue: 40 }).output === 42
  },
  'the context of a request': async ({ Monty, runMontyAsync }) => {
    const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks')
    const user = new AsyncLocalStorage()
    const options = {
      isolation: 'process',
      externalFunctions: { who: async () => user.getStore() },
    }
    const of = (name) =>
      user.run(name, () => runMontyAsync(new Monty('await who()\nawait who()'), options))
    return (await of('ann')) === 'ann' && (await of('bob')) === 'bob'
  },
  'a runtime': async ({ MontyRuntime }) => {
    const runtime = new MontyRuntime()
    return (await runtime.execute('sum([1, 2, 3])').value()) === 6
  },
}

async function errorOf(run) {
  try {
    await run()
  } catch (error) {
    return error
  }
  return new Error('nothing was thrown')
}

exports.failedChecks = async (monty) => {
  const failed = {}
  for (const [name, check] of Object.entries(checks)) {
    try {
      if (!(await check(monty))) failed[name] = 'gave something else'
    } catch (error) {
      failed[name] = `${error.name}: ${error.message}`
    }
  }
  return failed
}
