import { describe, expect, it } from 'vitest'
import { Monty, MontyValueError, toJson } from '../../src/index.js'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, type PausedOutcome, pythonTool } from '../../src/runtime/index.js'
import { answerOf } from '../../src/runtime/model/answer.js'
import { shownInput } from '../../src/runtime/paused/shown-input.js'

/** What takes milliseconds takes no longer than this on a busy machine; the breaks took seconds to hours. */
const MOST_MS = 1_000

async function timely<T>(work: () => T | Promise<T>): Promise<T> {
  const began = performance.now()
  const value = await work()
  expect(performance.now() - began).toBeLessThan(MOST_MS)
  return value
}

const runtime = new MontyRuntime({
  isolation: 'none',
  typeCheck: false,
  limits: { maxDurationMs: 10_000, maxMemoryBytes: 512 * 1024 * 1024 },
})
const python = pythonTool(runtime)

const SHARED = 'x = [1]\nfor i in range(60):\n    x = [x, x]\nx'
const SHARED_DICTS = 'x = {}\nfor i in range(60):\n    x = {"a": x, "b": x}\nx'
const SHARED_WITH_MORE = 'x = [float("nan"), b"a"]\nfor i in range(60):\n    x = (x, {"k": x})\nx'

describe('what a model is shown', () => {
  it.each([
    ['shared lists', SHARED],
    ['shared dicts', SHARED_DICTS],
    ['shared parts that JSON has no word for', SHARED_WITH_MORE],
    ['a shared huge int', 'x = 1 << 3_000_000\n[x for i in range(1_000)]'],
    ['one huge int', '1 << 30_000_000'],
    ['many big ints', '[(1 << 64) + i for i in range(200_000)]'],
    ['a long text', '"x" * 10_000_000'],
    ['many keys', '{str(i): i for i in range(200_000)}'],
    ['many keys that are no texts', '{(i, 1): i for i in range(100_000)}'],
    ['depth with one odd thing', 'x = [float("inf")]\nfor i in range(900):\n    x = [x, 1]\nx'],
    ['depth of dicts', 'x = b"a"\nfor i in range(900):\n    x = {"a": x, "b": 2}\nx'],
  ])('is quickly there: %s', async (_, code) => {
    const outcome = await runtime.execute(code).outcome
    expect(outcome.status).toBe('ok')
    const answer = await timely(() => answerOf(outcome, runtime.budgets))
    expect(JSON.stringify(answer).length).toBeLessThan(120_000)
  })

  it.each([
    ['[1, 2.5, "three", None, True]', [1, 2.5, 'three', null, true]],
    ['{"a": {"b": [1]}, "c": (1, 2)}', { a: { b: [1] }, c: [1, 2] }],
    ['[float("nan"), b"ab", 2**70]', ['NaN', 'YWI=', '1180591620717411303424']],
    [
      '{1: "a", (2, 3): "b"}',
      [
        [1, 'a'],
        [[2, 3], 'b'],
      ],
    ],
    ['[{"a": float("inf")}, {1, 2}]', [{ a: 'Infinity' }, [1, 2]]],
  ])('is what the value is: %s', async (code, expected) => {
    expect((await python.execute({ code })).result).toEqual(expected)
  })

  it('is the beginning of what is long', async () => {
    const { result } = await python.execute({ code: 'list(range(100_000))' })
    expect(result).toMatch(/^\[0,1,2,.*\d\n\[\.\.\. the rest cut\]$/s)
    expect((result as string).length).toBeLessThan(32 * 1024 + 30)
  })

  it('is cut also in what waits for an approval', async () => {
    const pay = tool({
      input: { type: 'object', properties: { note: {} }, required: ['note'] },
      needsApproval: true,
      execute: () => 1,
    })
    const asking = new MontyRuntime({ tools: { pay }, isolation: 'none', typeCheck: false })
    const code = 'x = 1 << 1_000_000\nawait pay([x for i in range(20)])'
    const outcome = (await asking.execute(code).outcome) as PausedOutcome
    const answer = await timely(() => answerOf(outcome, runtime.budgets))
    expect(answer.status).toBe('paused')
    const { pending } = outcome
    expect(await timely(() => shownInput(pending[0]!.input))).toContain('more than 4,096 digits')
  })
})

describe('strict JSON', () => {
  const value = (code: string): unknown => new Monty(code).run()

  it('visits no part twice', async () => {
    const deep = 'x = [1]\nfor i in range(15):\n    x = [x, x]\nx'
    const json = (await timely(() => toJson(value(deep)))) as unknown[]
    expect(json[0]).toBe(json[1])
    expect(JSON.stringify(json).match(/1/g)).toHaveLength(2 ** 15)
  })

  it.each([SHARED, SHARED_DICTS, 'x = [[1] * 2_000] * 2_000\nx'])(
    'refuses what would have no end: %s',
    async (code) => {
      const shared = value(code)
      await timely(() => expect(() => toJson(shared)).toThrow(MontyValueError))
    },
  )

  it('names the place of what it refuses', () => {
    expect(() => toJson({ a: [1, { b: Number.NaN }] })).toThrow('value.a[1].b is NaN')
    const round: unknown[] = []
    round.push(round)
    expect(() => toJson(round)).toThrow('value[0] is nested too deeply, or contains itself')
  })
})

describe('complaints about arguments', () => {
  const refusing = (schema: object) =>
    tool({
      input: { type: 'object', properties: { x: schema }, required: ['x'] } as never,
      async: false,
      execute: () => 1,
    })

  it.each([
    ['an int that is too large', { type: 'integer', maximum: 5 }, '1 << 20_000_000'],
    ['one that is none of a few', { enum: [1, 'two'] }, '1 << 20_000_000'],
    ['many ints', { const: 1 }, '[1 << 5_000_000 for i in range(3)]'],
    ['a long text', { enum: ['a', 'b'] }, '"x" * 5_000_000'],
    [
      'ints that are unique',
      { type: 'array', uniqueItems: true },
      '[1 << 9_000_000, 1 << 9_000_000]',
    ],
    ['shared parts', { const: 1 }, 'shared'],
  ])('are short and quickly there: %s', async (_, schema, argument) => {
    const code = `shared = [1]
for i in range(18):
    shared = [shared, shared]
x = ${argument}
try:
    f(x)
except TypeError as error:
    message = str(error)
message`
    const limits = { maxMemoryBytes: 256 * 1024 * 1024 }
    const options = { externalFunctions: { f: refusing(schema) }, limits }
    const message = (await timely(() => new Monty(code).runAsync(options))) as string
    expect(message).toMatch(/^f\(\) argument/)
    expect(message.length).toBeLessThan(300)
  })
})
