import { expect, test } from 'vitest'
import { MemoryStore, MontyRuntime, MontySnapshotError, tool } from 'monty-node'

/** Two runs that wait, in one store. */
async function begin() {
  const store = new MemoryStore()
  const paid: unknown[] = []
  const pay = tool({
    input: { type: 'object', properties: { cents: { type: 'integer' } } },
    needsApproval: true,
    execute: ({ cents }) => paid.push(cents),
  })
  const runtime = new MontyRuntime({
    isolation: 'none',
    typeCheck: false,
    tools: { pay },
    snapshots: { store, key: 'a secret of at least 16 bytes' },
  })
  const pause = async (cents: number) => {
    const outcome = await runtime.execute(`await pay(cents=${cents})`).outcome
    if (outcome.status !== 'paused') throw new Error(outcome.status)
    const [entry] = await store.list({ prefix: `${outcome.runId}.` })
    const [call] = outcome.pending
    return { token: outcome.token, callId: call!.callId, id: entry!.id }
  }
  const entry = async (id: string): Promise<Uint8Array> => {
    const data = await store.read(id)
    if (data === undefined) throw new Error(`no ${id}`)
    return data
  }
  return { store, paid, runtime, pause, entry }
}

test('a token executes nothing of another run whose entry was put in the place of its own', async () => {
  const { store, paid, runtime, pause, entry } = await begin()
  const [small, large] = [await pause(1), await pause(1_000_000)]
  const [one, other] = [await entry(small.id), await entry(large.id)]
  const expiresAt = Date.now() + 60_000
  await store.put(small.id, other, { expiresAt })
  await store.put(large.id, one, { expiresAt })
  for (const { token, callId } of [small, large]) {
    const outcome = await runtime.resume(token, [{ callId, action: 'approve' }]).outcome
    expect(outcome.status).not.toBe('ok')
    expect('error' in outcome && outcome.error).toBeInstanceOf(MontySnapshotError)
  }
  expect(await runtime.pausedRuns()).toEqual([])
  expect(paid).toEqual([])
  // Back in their places they are good.
  await store.put(small.id, one, { expiresAt })
  const { token, callId } = small
  const outcome = await runtime.resume(token, [{ callId, action: 'approve' }]).outcome
  expect(outcome.status).toBe('ok')
  expect(paid).toEqual([1])
  await runtime.close()
})
