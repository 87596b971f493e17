import { expect } from 'vitest'
import type { Outcome } from '../../src/runtime/index.js'

/** Expects that a quota refused a run before its first call. Returns the time after which the window is over, in ms. */
export function expectQuota(
  refused: Outcome,
  by: { readonly tenant: string; readonly quota: string },
  windowMs: number,
): number {
  expect(refused).toMatchObject({
    status: 'quota',
    error: { code: 'MONTY_QUOTA', ...by },
    calls: [],
  })
  if (refused.status !== 'quota') throw new Error('the quota refused nothing')
  expect(refused.retryAfterMs).toBeGreaterThan(0)
  expect(refused.retryAfterMs).toBeLessThanOrEqual(windowMs)
  return refused.retryAfterMs!
}
