import { expect, test } from 'vitest'
import { MontyRuntime, tool } from 'monty-node'

test.each([
  [9_999, 'ok'],
  [10_000, 'ok'],
  [10_001, 'TypeError: take() takes 10000 keyword arguments that are not declared at most'],
])('a tool that is open takes %i names besides its own: %s', async (count, expected) => {
  const takes: number[] = []
  const runtime = new MontyRuntime({
    isolation: 'none',
    tools: {
      take: tool({
        input: {
          type: 'object',
          properties: { own: { type: 'integer' } },
          additionalProperties: true,
        },
        execute: async (input) => takes.push(Object.keys(input as object).length),
      }),
    },
  })
  const code = `await take(own=1, **{f"k{i}": i for i in range(${count})})`
  const outcome = await runtime.execute(code, {}).outcome
  expect(outcome.status === 'error' ? outcome.error.message : outcome.status).toBe(expected)
  expect(takes).toEqual(expected === 'ok' ? [count + 1] : [])
  await runtime.close()
})

test('the first unknown name is told, however many there are', async () => {
  const runtime = new MontyRuntime({
    isolation: 'none',
    tools: {
      take: tool({
        input: { type: 'object', properties: {}, additionalProperties: false },
        execute: async () => 1,
      }),
    },
  })
  const outcome = await runtime.execute('await take(**{f"k{i}": i for i in range(20_000)})').outcome
  expect(outcome).toMatchObject({
    status: 'error',
    error: { message: "TypeError: take() got an unexpected keyword argument 'k0'" },
  })
  await runtime.close()
})
