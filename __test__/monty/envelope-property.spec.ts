import { expect, test } from 'vitest'
import { Monty, MontySession, MontySnapshotError, PausedRun } from 'monty-node'
import { atFunction } from '../support/paused.js'
import { chosenSeed, Random } from '../support/random.js'

/*
 * Snapshots whose bytes were flipped, cut, spliced or swapped: none may load. `npm run fuzz` tries a
 * million of them.
 */

const cases = Number(process.env['MONTY_ENVELOPE_CASES'] ?? 20_000)
const key = 'a secret of the service'

function originals(): Buffer[] {
  const paused = (): ReturnType<typeof atFunction> =>
    atFunction(new Monty('x = [1, "two"]\nf(x)').start())
  const session = new MontySession()
  session.feed('x = 1')
  return [
    paused().dump({ key }),
    paused().dump({ key, encrypt: true }),
    paused().dump({ key, expiresInMs: 3_600_000 }),
    paused().dump({ key: 'the secret of another service' }),
    session.dump({ key }),
  ]
}

/** Bytes that differ from every original. */
function forged(random: Random, known: readonly Buffer[]): Buffer {
  const bytes = Buffer.from(random.of(known.slice(0, 3)))
  const at = random.below(bytes.length)
  const end = Math.min(bytes.length, at + 1 + random.below(64))
  switch (random.below(5)) {
    case 0:
      bytes[at]! ^= 1 << random.below(8)
      return bytes
    case 1:
      return bytes.subarray(0, at)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
    case 3: {
      const other = random.of(known)
      return Buffer.concat([bytes.subarray(0, at), other.subarray(Math.min(at, other.length))])
    }
    default:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)])
  }
}

test(`of ${cases} snapshots that were tampered with, none loads`, () => {
  const seed = chosenSeed()
  const random = new Random(seed)
  const known = originals()
  let refused = 0
  for (let n = 0; n < cases; n++) {
    const bytes = forged(random, known)
    // A splice can give what there was before.
    if (known.some((original) => original.equals(bytes))) continue
    try {
      PausedRun.load(bytes, { key })
    } catch (error) {
      if (!(error instanceof MontySnapshotError)) throw error
      refused++
      continue
    }
    throw new Error(`case ${n} loaded: repeat it with MONTY_SEED=${seed}`)
  }
  expect(refused).toBeGreaterThan(cases * 0.9)
  expect(() => PausedRun.load(known[0]!, { key })).not.toThrow()
}, 900_000)
