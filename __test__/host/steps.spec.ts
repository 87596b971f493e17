import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Step, stepTools, tool } from '../../src/host/index.js'
import { MontyRuntime } from '../../src/runtime/index.js'

/** An engine in small: what a step came to is kept, and a workflow that failed is done again. */
class Engine {
  readonly kept = new Map<string, unknown>()

  readonly step: Step = async ({ name, callId }, perform) => {
    const key = `${name}/${callId}`
    if (!this.kept.has(key)) this.kept.set(key, await perform())
    return this.kept.get(key)
  }
}

describe('stepTools', () => {
  it('has each call made once, however often the program is done again', async () => {
    const engine = new Engine()
    const made: string[] = []
    let isDown = true
    const tools = {
      reserve: tool({
        input: z.object({ seat: z.int() }),
        output: z.string(),
        execute: ({ seat }) => {
          made.push(`reserve ${seat}`)
          return `seat ${seat}`
        },
      }),
      charge: tool({
        input: z.object({ cents: z.int().default(100) }),
        execute: ({ cents }) => {
          if (isDown) throw new Error('the bank is down')
          made.push(`charge ${cents}`)
          return cents
        },
      }),
    }
    const again = async (): Promise<unknown> =>
      new MontyRuntime({
        isolation: 'none',
        typeCheck: false,
        tools: stepTools(tools, engine.step),
        random: { seed: 'the workflow' },
        clock: new Date(0),
      })
        .execute(
          'import asyncio, random\nseats = await asyncio.gather(reserve(random.randint(1, 99)), reserve(2))\n[seats, await charge()]',
        )
        .value()
    await expect(again()).rejects.toThrow(/the bank is down/)
    isDown = false
    const first = await again()
    expect(first).toEqual([[expect.stringMatching(/^seat \d+$/), 'seat 2'], 100])
    expect(await again()).toEqual(first)
    expect(made).toHaveLength(3)
  })

  it('checks what it is given, and what the engine gives', async () => {
    expect(() => stepTools({ a: {} as never }, async () => 1)).toThrow(/made by tool/)
    expect(() => stepTools({}, 1 as never)).toThrow(/needs a function/)
    const one = tool({ input: z.object({}), output: z.int(), execute: () => 1 })
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools: stepTools({ one }, async () => 'two'),
    })
    expect((await runtime.execute('await one()').outcome).status).toBe('error')
  })
})
