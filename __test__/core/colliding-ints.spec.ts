import { describe, expect, it } from 'vitest'
import { Monty, MontyValueError } from '../../src/index.js'

const run = (code: string): Promise<unknown> =>
  new Monty(code).runAsync({ limits: { maxDurationMs: 20_000 } })

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work().catch((error: unknown) => {
    if (!(error instanceof MontyValueError)) throw error
  })
  return performance.now() - began
}

describe('ints that were chosen to collide', () => {
  it.each([
    ['a set', '{(i << 64) + 1 for i in range(40_000)}'],
    ['a dict', '{(i << 64) + 1: i for i in range(40_000)}'],
    ['sets of sets', '[frozenset((i << 64) + n for i in range(8_000)) for n in range(8)]'],
    ['of 128 bits', '{(i << 128) + (7 << 64) + 1 for i in range(40_000)}'],
  ])('are refused before they take long: %s', async (_, code) => {
    await expect(run(code)).rejects.toThrow(/result.* they were chosen to collide/)
    const control = code.replaceAll(/\(i << (\d+)\)/g, '(1 << $1) + i')
    const usual = await timeOf(() => run(control))
    expect(await timeOf(() => run(code))).toBeLessThan(usual + 1_500)
  })

  it('are refused as arguments, too', async () => {
    const code = 'try:\n    f({(i << 64) + 1 for i in range(40_000)})\nexcept TypeError:\n    pass'
    const f = (): number => 1
    await expect(new Monty(code).runAsync({ externalFunctions: { f } })).rejects.toThrow(
      /f\(\) argument 1 holds ints/,
    )
  })

  it.each([
    ['range(100_000)'],
    ['((1 << 64) + i for i in range(40_000))'],
    ['(i + 0.5 for i in range(20_000))'],
    ['(str(i) * 20 for i in range(5_000))'],
    // Few of them are no matter.
    ['((i << 64) + 1 for i in range(1_000))'],
  ])('others are let through: %s', async (items) => {
    const count = await run(`len(set(${items}))`)
    expect(((await run(`set(${items})`)) as Set<unknown>).size).toBe(count)
    expect((await run(`{key: 1 for key in ${items}}`)) as Map<unknown, unknown>).toBeTruthy()
  })
})
