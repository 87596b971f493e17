import { expect, it } from 'vitest'
import { histories } from './histories.js'

const seed = Number(process.env['MONTY_SEED'] ?? Date.now() % 2 ** 31)
const times = Number(process.env['MONTY_HISTORIES'] ?? 300)

it(`random histories of approvals, from MONTY_SEED ${seed} on: each approved call is executed at most once, no other one at all`, async () => {
  expect(await histories(seed, times)).toBeUndefined()
}, 3_600_000)
