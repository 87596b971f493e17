import { afterEach, describe, expect, it, vi } from 'vitest'
import { atOnce } from '../../src/core/wire/sliced.js'

const node = vi.hoisted(() => ({ hasV8: true }))
vi.mock(import('../../src/core/node.js'), async (original) => {
  const own = await original()
  const nodeV8: typeof own.nodeV8 = () => {
    if (!node.hasV8) throw new Error('there is no node:v8 here')
    return own.nodeV8()
  }
  return { ...own, nodeV8 }
})

/** The functions as they are loaded where V8 copies ints, and where nothing does. */
async function magnitudes(hasV8: boolean) {
  vi.resetModules()
  node.hasV8 = hasV8
  const { isCopied } = await import('../../src/core/wire/int-memory.js')
  expect(isCopied()).toBe(hasV8)
  return import('../../src/core/wire/magnitude.js')
}

afterEach(() => {
  node.hasV8 = true
})

const ints: Array<readonly [string, bigint]> = [
  ...[1, 8, 255, 4_095, 4_096, 4_097, 1_048_575, 1_048_576, 1_048_577, 3_000_001].flatMap(
    (bits): Array<readonly [string, bigint]> => [
      [`2 ** ${bits}`, 1n << BigInt(bits)],
      [`2 ** ${bits} - 1`, (1n << BigInt(bits)) - 1n],
    ],
  ),
  ['7 ** 400,000', 7n ** 400_000n],
]

/** The bytes as hexadecimal text has them. */
function bytesByText(int: bigint): Buffer {
  const hex = int.toString(16)
  return Buffer.from(
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toReversed(),
  )
}

describe.each([true, false])('large ints, copied by V8: %s', (hasV8) => {
  it.each(ints)('are their bytes, and back: %s', async (_, int) => {
    const { largeInt, largeIntInSlices, magnitudeInSlices, magnitudeOf } = await magnitudes(hasV8)
    const bytes = magnitudeOf(int)
    expect(bytes.equals(bytesByText(int))).toBe(true)
    expect(Buffer.concat(atOnce(magnitudeInSlices(int))).equals(bytes)).toBe(true)
    expect(largeInt(bytes) === int).toBe(true)
    expect(atOnce(largeIntInSlices(bytes)) === int).toBe(true)
    // A worker may send zeros at the end.
    expect(largeInt(Buffer.concat([bytes, Buffer.alloc(9)])) === int).toBe(true)
  })
})
