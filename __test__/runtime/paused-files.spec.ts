import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { MountDir } from '../../src/host/files/mount.js'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MontyRuntime,
  type PausedOutcome,
  type RuntimeOptions,
} from '../../src/runtime/index.js'

const folder = mkdtempSync(join(tmpdir(), 'monty-paused-files-'))
writeFileSync(join(folder, 'plan.txt'), 'old')
afterAll(() => rmSync(folder, { recursive: true }))

const runtimeWith = (files: RuntimeOptions['files']): MontyRuntime =>
  new MontyRuntime({
    isolation: 'none',
    ...(files === undefined ? {} : { files }),
    snapshots: { key: 'a secret of thirty-two bytes, no less' },
    tools: { ask: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'yes' }) },
  })

async function pausedBy(runtime: MontyRuntime, code: string): Promise<PausedOutcome> {
  const outcome = await runtime.execute(code).outcome
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
  return outcome
}

const approval = ({ pending }: PausedOutcome): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

const overlay = (): MountDir => new MountDir('/plans', folder, { mode: 'overlay' })
const WRITES = `
open('/plans/plan.txt', 'w').write('new')
await ask()
open('/plans/plan.txt').read()`

describe('files of a paused run', () => {
  it('travel when they are in memory, also beside directories of the host', async () => {
    const mount = new MountDir('/plans', folder)
    const code = `
open('/notes.txt', 'w').write('note')
await ask()
open('/notes.txt').read() + open('/plans/plan.txt').read()`
    const paused = await pausedBy(runtimeWith([new MemoryFileSystem(), mount]), code)
    const elsewhere = runtimeWith([new MemoryFileSystem(), mount])
    expect(await elsewhere.resume(paused.token, approval(paused)).value()).toBe('noteold')
  })

  it('are as they were in an overlay, when the run goes on with the same one', async () => {
    const files = overlay()
    const paused = await pausedBy(runtimeWith(files), WRITES)
    expect(await runtimeWith(files).resume(paused.token, approval(paused)).value()).toBe('new')
    expect(existsSync(join(folder, 'plan.txt'))).toBe(true)
  })

  it('are missed where an overlay was not written to, which is said, and the token stays good', async () => {
    const files = overlay()
    const paused = await pausedBy(runtimeWith(files), WRITES)
    for (const other of [overlay(), undefined]) {
      const lost = await runtimeWith(other).resume(paused.token, approval(paused)).outcome
      expect(lost).toMatchObject({
        status: 'error',
        error: {
          code: 'MONTY_USAGE',
          message: expect.stringMatching(
            /the overlay at \/plans is in the process .* a MemoryFileSystem, whose files travel/,
          ),
        },
      })
    }
    expect(await runtimeWith(files).resume(paused.token, approval(paused)).value()).toBe('new')
  })

  it('are no obstacle in an overlay that was only read', async () => {
    const code = "x = open('/plans/plan.txt').read()\nawait ask()\nx"
    const paused = await pausedBy(runtimeWith(overlay()), code)
    expect(await runtimeWith(overlay()).resume(paused.token, approval(paused)).value()).toBe('old')
  })
})
