import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Monty } from '../../src/monty/monty.js'
import { MontySession } from '../../src/monty/session/session.js'
import { MontyUsageError } from '../../src/core/errors.js'
import { tool } from '../../src/host/tool.js'
import { MontyPool } from '../../src/isolation/pool.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { caught } from '../support/caught.js'

const pool = await MontyPool.create({ maxWorkers: 1 })
afterAll(() => pool.close())

const wide = z.object(
  Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`parameter_number_${at}`, z.string().optional()]),
  ),
)
const tools = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, at) => [
    `wide_tool_${at}`,
    tool({ input: wide, execute: () => at }),
  ]),
)

describe.each(['none', 'process'] as const)('with isolation %s', (mode) => {
  const isolation = mode === 'none' ? ('none' as const) : pool

  it('a thousand wide tools are checked against', async () => {
    await using runtime = new MontyRuntime({ tools, isolation })
    expect(await runtime.execute('1 + 1').value()).toBe(2)
    expect(await runtime.execute('await wide_tool_7(parameter_number_3="x")').value()).toBe(7)
    const wrong = await runtime.execute('await wide_tool_8(parameter_number_3=5)').outcome
    expect(wrong.status).toBe('type')
  }, 60_000)

  it('a tool with hundreds of alternatives too', async () => {
    const choice = z.object({ value: z.enum(Array.from({ length: 700 }, (_, at) => `c${at}`)) })
    const many = z.object({
      value: z.union(
        Array.from({ length: 400 }, (_, at) => z.object({ [`key${at}`]: z.number() })) as never,
      ),
    })
    await using runtime = new MontyRuntime({
      tools: {
        choose: tool({ input: choice, execute: () => 1 }),
        pick: tool({ input: many, execute: () => 2 }),
      },
      isolation,
    })
    expect(await runtime.execute('await choose(value="c5")').value()).toBe(1)
  }, 60_000)

  it('a shared state takes whatever comes in a day', async () => {
    await using runtime = new MontyRuntime({ isolation, state: 'shared' })
    await runtime.execute('first = 1\ndef helper(x: int) -> int:\n    return x').value()
    for (let at = 0; at < 6; at++) {
      const comments = `# ${'a'.repeat(98)}\n`.repeat(1_000)
      expect(await runtime.execute(`${comments}value_${at} = ${at}\nvalue_${at}`).value()).toBe(at)
    }
    for (let at = 0; at < 20; at++) {
      const lines = Array.from({ length: 400 }, (_, line) => `v${at}_${line} = ${line}`).join('\n')
      await runtime.execute(lines).value()
    }
    expect(await runtime.execute('helper(first) + value_0 + v0_7 + v19_3').value()).toBe(11)
    expect((await runtime.execute('nothing_of_the_kind').outcome).status).toBe('type')
  }, 120_000)

  it('a session does, too', async () => {
    const session = new MontySession({ isolation, typeCheck: true })
    await session.feedAsync('import math as m\nfirst, *rest = [1, 2]\nclass A:\n  x = 5')
    for (let at = 0; at < 4; at++) await session.feedAsync(`# ${'b'.repeat(120_000)}\nx${at} = 1`)
    expect(await session.feedAsync('first + x0 + A().x + m.floor(2.5)')).toBe(9)
  }, 60_000)
})

it('declarations that no check can take are refused at construction', () => {
  const long = `x: int\n${'# long\n'.repeat(2_000_000)}`
  const { message } = caught(
    () => new Monty('1', { typeCheck: true, typeStubs: long }),
    MontyUsageError,
  )
  expect(message).toMatch(/typeStubs are too long: 14000007 bytes, 4194304 allowed/)
  const modules = { crm: long }
  const refused = caught(() => new Monty('1', { modules }), MontyUsageError)
  expect(refused.message).toMatch(/the stubs of module crm are too long/)
})
