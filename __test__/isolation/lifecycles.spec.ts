import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { buildTypeScript } from '../../scripts/build/typescript.mjs'
import { chosenSeed } from '../support/random.js'
import { findingsOf } from '../support/scenario.js'

interface Aborts {
  right: number
  aborted: number
  wrong: string[]
  after: number
}

test('a thousand runs at once, half of them aborted at random times, end as they should', async () => {
  const seed = chosenSeed()
  const found = await findingsOf<Aborts>('random-aborts', ['1000', String(seed)])
  expect(found.wrong, `repeat with MONTY_SEED=${seed}`).toEqual([])
  expect(found.right + found.aborted).toBe(1_000)
  // An abort that comes after the end of its run changes nothing.
  expect(found.right).toBeGreaterThanOrEqual(500)
  expect(found.aborted).toBeGreaterThan(20)
  expect(found.after).toBe(2)
})

test('the collector finds runs in every state and takes those that nobody has', async () => {
  const found = await findingsOf('collected', [], ['--expose-gc'])
  expect(found).toEqual({ right: true, aborted: true, finalized: expect.any(Number), after: 2 })
  expect((found as { finalized: number }).finalized).toBeGreaterThan(500)
})

test('worker threads come and go, leaving runs behind in every state', async () => {
  const count = process.env['MONTY_FULL'] === undefined ? 40 : 1_000
  await buildTypeScript()
  const scenario = fileURLToPath(new URL('../scenarios/many-threads.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [scenario, String(count), '4'])
  const found = JSON.parse(stdout) as { rss: number }
  expect(found).toMatchObject({ failures: [], mine: true, after: 2 })
  expect(found.rss).toBeLessThan(600 * 2 ** 20)
}, 300_000)
