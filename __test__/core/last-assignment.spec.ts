import { describe, expect, test } from 'vitest'
import { Monty } from 'monty-node'
import { MontyRuntime, pythonTool, tool } from 'monty-node'

const programs: Array<[code: string, value: unknown]> = [
  ['x = 40 + 2', 42],
  ['rows = [1, 2]\ntotal: int = sum(rows)', 3],
  ['a, b = 1, "two"', [1, 'two']],
  ['n = 1\nn += 4', 5],
  ['x = 1\nx + 1', 2],
  ['x = 1\nif x:\n    y = 2', null],
  ['d = {}\nd["k"] = 1', null],
  ['x = 1\nprint(x)', null],
]

describe.each(['none', 'process'] as const)('with isolation %s', (isolation) => {
  test.each(programs)('a runtime gives what a program ends with: %s', async (code, value) => {
    for (const state of ['fresh', 'shared'] as const) {
      await using runtime = new MontyRuntime({ isolation, state })
      expect(await runtime.execute(code).value()).toEqual(value)
    }
    const { execute } = pythonTool(new MontyRuntime({ isolation }))
    expect(await execute({ code })).toMatchObject({ status: 'ok', result: value })
  })

  test('and nothing when it is told so', async () => {
    for (const state of ['fresh', 'shared'] as const) {
      await using runtime = new MontyRuntime({ isolation, state, lastAssignment: false })
      expect(await runtime.execute('x = 5').value()).toBe(null)
    }
  })

  test('a program does when it is told so, also after a dump', async () => {
    const monty = new Monty('x = 5', { lastAssignment: true })
    expect(await monty.runAsync({ isolation })).toBe(5)
    expect(await Monty.load(monty.dump()).runAsync({ isolation })).toBe(5)
    expect(await new Monty('x = 5').runAsync({ isolation })).toBe(null)
  })

  test('tracebacks and the longest source stay as they are', async () => {
    const failing = new Monty('def f():\n    return 1 / 0\nx = f()', { lastAssignment: true })
    const error = (await failing.runAsync({ isolation }).catch((thrown: unknown) => thrown)) as {
      traceback(): Array<{ line: number }>
    }
    expect(error.traceback().map(({ line }) => line)).toEqual([3, 2])
    const options = { lastAssignment: true, limits: { maxCodeBytes: 10 } }
    expect(await new Monty('long = 100', options).runAsync({ isolation })).toBe(null)
    expect(await new Monty('n = 100', options).runAsync({ isolation })).toBe(100)
  })
})

describe('a model whose program gave nothing', () => {
  const { execute } = pythonTool(
    new MontyRuntime({
      isolation: 'none',
      tools: { save: tool({ input: { type: 'object' }, execute: () => null }) },
    }),
  )
  const saying = expect.stringContaining('End it with an expression') as string

  test.each([
    'def main():\n    return 5\nif __name__ == "__main__":\n    main()',
    'for n in range(3):\n    total = n',
    'rows = [2, 1]\nrows.sort()',
    'def total():\n    return 3',
  ])('is told so: %s', async (code) => {
    expect(await execute({ code })).toEqual({ status: 'ok', result: null, hint: saying })
  })

  test.each(['print("all")', 'await save()', 'x = 0'])('is not where it did: %s', async (code) => {
    expect(await execute({ code })).not.toHaveProperty('hint')
  })
})
