import {
  MemoryFileSystem,
  Monty,
  MontyLimitError,
  MontyPool,
  MontyRuntime,
  MontySession,
  MontySyntaxError,
  type PrintCallback,
  PythonModule,
  type RunAsyncOptions,
  runMontyAsync,
  type SubOutcome,
  Tool,
  tool,
} from 'monty-node'
import { describe, expect, it } from 'vitest'

/** A tool that runs Python inside the Python that calls it, and what came of it. */
function evaluating(): { evaluate: Tool; outcomes: SubOutcome[] } {
  const outcomes: SubOutcome[] = []
  const evaluate = tool({
    input: {
      type: 'object',
      properties: { code: { type: 'string' }, inputs: { type: 'object' } },
      required: ['code'],
    },
    execute: async ({ code, inputs }: { code: string; inputs?: object }, context) => {
      const outcome = await context.subExecute(code, inputs && { inputs: { ...inputs } })
      outcomes.push(outcome)
      return outcome.status === 'ok' ? outcome.value : outcome.status
    },
  })
  return { evaluate, outcomes }
}

const places = [{ isolation: 'none' }, { isolation: 'process' }] as const

describe.each(places)('Python inside a tool, $isolation', (place) => {
  const run = async (
    code: string,
    options: RunAsyncOptions = {},
  ): Promise<{ value: unknown; outcomes: SubOutcome[] }> => {
    const { evaluate, outcomes } = evaluating()
    const externalFunctions = { evaluate, ...options.externalFunctions }
    const monty = new Monty(code, { inputs: Object.keys(options.inputs ?? {}) })
    const value = await runMontyAsync(monty, { ...options, ...place, externalFunctions })
    return { value, outcomes }
  }

  it('gives its value, with inputs of its own', async () => {
    const { value, outcomes } = await run("await evaluate('n * 2', inputs={'n': 21})", {})
    expect(value).toBe(42)
    expect(outcomes).toMatchObject([{ status: 'ok', value: 42, stdout: '', calls: [] }])
    expect(outcomes[0]?.usage.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('has the functions, modules, files, variables and clock of the run', async () => {
    const files = new MemoryFileSystem({ files: { '/in': 'text' } })
    const inner =
      "import crm, os, time\\nopen('/out', 'w').write(open('/in').read().upper())\\n" +
      "[double(4), crm.total(2), os.getenv('A'), time.time(), await evaluate('1 + 1')]"
    const { value, outcomes } = await run(`await evaluate("${inner}")`, {
      externalFunctions: { double: (n: number) => n * 2 },
      modules: { crm: new PythonModule({ total: (n: number) => n * 100 }) },
      files,
      env: { A: 'a' },
      clock: new Date(5_000),
    })
    expect(value).toEqual([8, 200, 'a', 5, 2])
    expect(files.readText('/out')).toBe('TEXT')
    expect(outcomes[1]?.calls.map(({ name, status }) => [name, status])).toEqual([
      ['double', 'ok'],
      ['crm.total', 'ok'],
      ['evaluate', 'ok'],
    ])
  })

  it.each([
    ["'1 +'", 'syntax'],
    ["'1 / 0'", 'error'],
    ["'while True: pass'", 'limit'],
    ["'x = missing'", 'error'],
    ["'import numpy'", 'unsupported'],
    ["'class A(bytes):\\n    pass'", 'unsupported'],
    ['\'raise ImportError("mine")\'', 'error'],
  ])('tells the tool how it failed: %s', async (code, status) => {
    const { value, outcomes } = await run(`await evaluate(${code})`, {
      limits: { maxDurationMs: 50 },
    })
    expect(value).toBe(status)
    expect(outcomes).toMatchObject([{ status, error: expect.any(Error) as Error }])
  })

  it('prints for the tool, and for the run', async () => {
    const printed: string[] = []
    const printCallback: PrintCallback = (stream, text) => void printed.push(`${stream}: ${text}`)
    const inner = 'import sys\\nprint(1)\\nprint(2, file=sys.stderr)\\n1 / 0'
    const { outcomes } = await run(`print(0)\nawait evaluate("${inner}")`, { printCallback })
    expect(outcomes[0]?.stdout).toBe('1\n')
    expect(printed).toEqual(['stdout: 0\n', 'stdout: 1\n', 'stderr: 2\n'])
  })

  it('ends when the run does', async () => {
    let inside: Promise<SubOutcome> | undefined
    const hang = tool({
      input: { type: 'object' },
      execute: async (_input, context) => {
        inside = context.subExecute('import time\ntime.sleep(9)')
        return new Promise(() => {})
      },
    })
    const running = run('await hang()', { externalFunctions: { hang }, timeoutMs: 50 })
    await expect(running).rejects.toThrow('50 ms')
    expect((await inside)?.status).toBe('cancelled')
  })

  it('is refused with options that mean nothing', async () => {
    const wrong = tool({
      input: { type: 'object' },
      execute: (_input, context) => context.subExecute('n', { input: { n: 1 } } as object),
    })
    const code = 'try:\n    await wrong()\nexcept RuntimeError as error:\n    r = str(error)\nr'
    const { value } = await run(code, { externalFunctions: { wrong } })
    expect(value).toBe('input is not an option of subExecute(); there are: inputs')
    const runtime = new MontyRuntime({ ...place, tools: { wrong } })
    expect(await runtime.execute(code).value()).toBe(value)
    await runtime.close()
  })

  it('has an outcome also when its code is no text that Python could have', async () => {
    const outcomes: SubOutcome[] = []
    const broken = tool({
      input: { type: 'object' },
      execute: async (_input, context) => {
        outcomes.push(await context.subExecute('"\ud800"'))
        return outcomes[0]!.status
      },
    })
    const options = { ...place, externalFunctions: { broken } }
    expect(await runMontyAsync(new Monty('await broken()'), options)).toBe('error')
    expect(outcomes[0]).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_USAGE', message: 'code holds half of a surrogate pair' },
    })
  })

  it('is not endlessly deep', async () => {
    const code = 'try:\n    r = await deeper()\nexcept RuntimeError as e:\n    r = str(e)\nr'
    const deeper = tool({
      input: { type: 'object' },
      execute: async (_input, context) => {
        const outcome = await context.subExecute(code)
        return outcome.status === 'ok' ? outcome.value : outcome.status
      },
    })
    const { value } = await run(code, { externalFunctions: { deeper } })
    expect(value).toBe('deeper: Python inside tools can be 8 deep')
  })

  it('passes by the interceptor of the run', async () => {
    const seen: string[] = []
    const intercept: RunAsyncOptions['intercept'] = ({ name }, next) => {
      seen.push(name)
      if (name === 'secret') throw new Error('not allowed')
      return next()
    }
    const { value } = await run("await evaluate('secret()')", {
      intercept,
      externalFunctions: { secret: () => 'told' },
    })
    expect([value, seen]).toEqual(['error', ['evaluate', 'secret']])
  })
})

describe('Python inside a tool', () => {
  it('has errors of the classes that runs reject with', async () => {
    const { evaluate, outcomes } = evaluating()
    const code = "[await evaluate('('), await evaluate('while True: pass')]"
    const options = { externalFunctions: { evaluate }, limits: { maxDurationMs: 30 } }
    await new Monty(code).runAsync(options)
    const errors = outcomes.map((one) => ('error' in one ? one.error : undefined))
    expect(errors[0]).toBeInstanceOf(MontySyntaxError)
    expect(errors[1]).toBeInstanceOf(MontyLimitError)
  })

  it('does not share the state of a session that calls it', async () => {
    const { evaluate } = evaluating()
    using session = new MontySession({ externalFunctions: { evaluate } })
    await session.feedAsync('x = 1')
    expect(
      await session.feedAsync("[await evaluate('x'), await evaluate('x = 2\\nx'), x]"),
    ).toEqual(['error', 2, 1])
  })

  it('needs no second worker', async () => {
    await using pool = await MontyPool.create({ maxWorkers: 1 })
    const { evaluate } = evaluating()
    const monty = new Monty('await evaluate(\'await evaluate("6 * 7")\')')
    const value = await monty.runAsync({ isolation: pool, externalFunctions: { evaluate } })
    expect(value).toBe(42)
  })
})
