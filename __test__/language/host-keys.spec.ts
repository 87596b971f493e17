import { describe, expect, it } from 'vitest'
import { hostObject, Monty, type Isolation } from '../../src/index.js'

const ISOLATIONS: readonly Isolation[] = ['none', 'process']
const length = (text: string): number => text.length

describe.each(ISOLATIONS)('functions of the host as keys, isolation %s', (isolation) => {
  const run = (code: string): Promise<unknown> =>
    new Monty(code, { inputs: ['words'] }).runAsync({
      inputs: { words: ['pear', 'fig', 'apple', 'kiwi'] },
      externalFunctions: { length },
      isolation,
    })

  it.each([
    ['sorted(words, key=length)', ['fig', 'pear', 'kiwi', 'apple']],
    ['sorted(words, key=length, reverse=True)', ['apple', 'pear', 'kiwi', 'fig']],
    ['sorted(words, key=lambda w: (-length(w), w))', ['apple', 'kiwi', 'pear', 'fig']],
    ['[min(words, key=length), max(words, key=length)]', ['fig', 'apple']],
    ['[min([], key=length, default=None), max("a", "bcd", key=length)]', [null, 'bcd']],
    ['xs = list(words)\nxs.sort(key=length)\nxs', ['fig', 'pear', 'kiwi', 'apple']],
  ])('%s', async (code, expected) => {
    expect(await run(code)).toEqual(expected)
  })

  it('are told of what they raise', async () => {
    const code =
      'try:\n    sorted([1, 2], key=length)\nexcept TypeError as e:\n    got = str(e)\ngot'
    const failing = {
      length: () => {
        throw new TypeError('no text')
      },
    }
    expect(await new Monty(code).runAsync({ externalFunctions: failing, isolation })).toBe(
      'no text',
    )
  })
})

it('methods taken off host objects may be keys too', () => {
  const scale = hostObject({ neg: (n: number) => -n }, { methods: ['neg'] })
  const code = '[sorted([1, 2], key=o.neg), min([1, 2], key=o.neg)]'
  expect(new Monty(code, { inputs: ['o'] }).run({ inputs: { o: scale } })).toEqual([[2, 1], 2])
})
