import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MontyUsageError } from '../../src/core/errors.js'
import { tool } from '../../src/host/tool.js'
import { MontyRuntime, replay } from '../../src/runtime/index.js'

const CODE = `
import asyncio, time
both = await asyncio.gather(price(article="tea"), price(article="milk"))
print(time.time() > 0, (1, 2))
try:
    await price(article="nothing")
except ValueError as error:
    both.append(str(error))
both
`

type Json = Record<string, unknown>

/** A recording with questions and answers of every kind, as text. */
async function recorded(): Promise<string> {
  const price = tool({
    input: z.object({ article: z.string() }),
    execute: async ({ article }) => {
      if (article === 'nothing') throw Object.assign(new Error('none'), { name: 'ValueError' })
      return article.length
    },
  })
  await using runtime = new MontyRuntime({
    isolation: 'none',
    typeCheck: false,
    tools: { price },
  })
  const inputs = { big: 2n ** 70n, when: new Date(0) }
  const execution = runtime.execute(CODE, { record: true, inputs })
  expect(await execution.value()).toEqual([3, 4, 'none'])
  return JSON.stringify(await execution.recording)
}

/** Where everything in a document stands. */
function* placesIn(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, part] of Object.entries(value)) {
    yield [...path, name]
    yield* placesIn(part, [...path, name])
  }
}

/** A copy in which something stands at a place, or nothing does. */
function changed(text: string, path: readonly string[], value?: unknown): Json {
  const document = JSON.parse(text) as Json
  const last = path.at(-1)!
  const holder = path.slice(0, -1).reduce<Json>((part, name) => part[name] as Json, document)
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return document
}

/** Why a recording is not replayed; `undefined` where it is, in whatever way it ends. */
async function refusalOf(document: Json): Promise<string | undefined> {
  let replayed
  try {
    replayed = replay(document as never)
  } catch (error) {
    return String(error)
  }
  // Neither rejects.
  await replayed.outcome
  await replayed.divergence
  return undefined
}

const damages: ReadonlyArray<readonly [place: string, value: unknown, said: string]> = [
  ['code', undefined, 'code is missing'],
  ['inputs', [], 'inputs is not an object'],
  ['inputs.big.value', 'many', 'inputs.big cannot be read: a part of it is missing'],
  ['clock', 'noon', 'clock is not a number'],
  ['settings.limits', undefined, 'settings.limits is missing'],
  ['settings.limits.maxHostCalls', 'many', 'settings does not hold: limits.maxHostCalls must be'],
  ['settings.language', 'perl', 'settings.language is not one of python, monty'],
  ['answers', undefined, 'answers is missing'],
  ['answers.0.asked.kind', 'funtion', 'answers[0].asked.kind is not one of function, os, name'],
  ['answers.1.asked.kwargs', undefined, 'answers[1].asked.kwargs is missing'],
  ['answers.0.answer.kind', 1, 'answers[0].answer.kind is not one of now, later, nothing'],
  ['answers.0.events', 1e6, 'answers[0].events is 1000000, and there are'],
  ['events.0.type', undefined, 'events[0].type is missing'],
  ['outcome.value', { $: 'no such kind' }, 'outcome cannot be read: nothing is known of a value'],
]

describe('a recording that is damaged', () => {
  it('is refused, with the place', async () => {
    const text = await recorded()
    expect(await replay(text).divergence).toBeUndefined()
    for (const [place, value, said] of damages) {
      expect(() => replay(changed(text, place.split('.'), value) as never), place).toThrow(
        `the recording is damaged: ${said}`,
      )
    }
  })

  it('is refused when it was cut', async () => {
    const text = await recorded()
    for (let length = 0; length < text.length; length += 97) {
      expect(() => replay(text.slice(0, length))).toThrow(MontyUsageError)
    }
  })

  it('is refused, or is another run, whatever is missing or wrong in it', async () => {
    const text = await recorded()
    const wrongs = [undefined, null, 7, 'x', [], { $: 'tuple' }]
    const counts = { refused: 0, replayed: 0 }
    const refusals = new Set<string>()
    for (const path of placesIn(JSON.parse(text))) {
      for (const wrong of wrongs) {
        const document = changed(text, path, wrong)
        const said = await refusalOf(document)
        counts[said === undefined ? 'replayed' : 'refused']++
        if (said !== undefined) refusals.add(`${path.join('.')}: ${said}`)
      }
    }
    const known =
      /: MontyUsageError: (the recording is damaged: |this is no recording|.* has version)/
    expect([...refusals].filter((one) => !known.test(one))).toEqual([])
    expect(counts.refused).toBeGreaterThan(300)
    expect(counts.replayed).toBeGreaterThan(100)
  })
})
