import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { MountDir } from '../../src/host/files/mount.js'
import { type HostContext, tool } from '../../src/index.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
  runScriptTool,
  type RunEvent,
} from '../../src/runtime/index.js'

interface User {
  readonly user: string
  readonly mayPay: boolean
}

const KEY = 'a secret of thirty-two bytes, no less'

const tools = {
  whoami: tool({
    input: z.object({}),
    output: z.string(),
    execute: (_input, { context }: HostContext<User>) => context.user,
  }),
  pay: tool({
    input: z.object({ cents: z.int() }),
    needsApproval: (_input, { context }) => !(context as User).mayPay,
    execute: ({ cents }, { context }) => `${(context as User).user} paid ${cents}`,
  }),
  run_script: runScriptTool((code) => code),
}

function pausedOf(outcome: { status: string }): PausedOutcome {
  if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
  return outcome as PausedOutcome
}

const approval = ({ pending }: Pick<PausedOutcome, 'pending'>): Decision[] =>
  pending.map(({ callId }) => ({ callId, action: 'approve' }))

describe.each(['none', 'process'] as const)(
  'what an execution is given, isolation: %s',
  (isolation) => {
    const runtime: MontyRuntime = new MontyRuntime<User>({
      tools,
      isolation,
      files: new MemoryFileSystem({
        root: '/shared',
        files: { '/shared/a.txt': 'of the runtime' },
      }),
      env: { REGION: 'eu', TENANT: 'none' },
      limits: { maxHostCalls: 5 },
      snapshots: { key: KEY },
    })
    const ada: User = { user: 'ada', mayPay: true }
    const bob: User = { user: 'bob', mayPay: false }

    it('has a context that reaches its tools, also those of Python inside tools', async () => {
      const code = '[await whoami(), await run_script("await whoami()")]'
      const values = await Promise.all([
        runtime.execute(code, { context: ada }).value(),
        runtime.execute(code, { context: bob }).value(),
      ])
      expect(values).toEqual([
        ['ada', 'ada'],
        ['bob', 'bob'],
      ])
    })

    it('has a context that needsApproval decides by, and that a resumed run is given anew', async () => {
      expect(await runtime.execute('await pay(5)', { context: ada }).value()).toBe('ada paid 5')
      const paused = pausedOf(await runtime.execute('await pay(5)', { context: bob }).outcome)
      const carol = { user: 'carol', mayPay: false }
      const resumed = runtime.resume(paused.token, approval(paused), { context: carol })
      expect(await resumed.value()).toBe('carol paid 5')
    })

    it('sees its own files before those of the runtime, and its own variables besides', async () => {
      const files = new MemoryFileSystem({ root: '/mine', files: { '/mine/b.txt': 'its own' } })
      const code = `
import os
from pathlib import Path

Path("/mine/out.txt").write_text("written")
[Path("/mine/b.txt").read_text(), Path("/shared/a.txt").read_text(), os.environ["REGION"], os.environ["TENANT"]]`
      const value = await runtime.execute(code, { files, env: { TENANT: 'acme' } }).value()
      expect(value).toEqual(['its own', 'of the runtime', 'eu', 'acme'])
      expect(files.readText('/mine/out.txt')).toBe('written')
      expect(await runtime.execute('import os\nos.environ["TENANT"]').value()).toBe('none')
      const other = await runtime.execute('open("/mine/b.txt").read()').outcome
      expect(other.status).toBe('error')
    })

    it('has its own limits, and those of the runtime where it says nothing', async () => {
      const calls = (count: number): string => `for _ in range(${count}):\n    await whoami()`
      const limits = { maxHostCalls: 2 }
      const given = { context: ada, limits }
      expect((await runtime.execute(calls(2), given).outcome).status).toBe('ok')
      expect((await runtime.execute(calls(3), given).outcome).status).toBe('limit')
      expect((await runtime.execute(calls(5), { context: ada }).outcome).status).toBe('ok')
      const short = await runtime.execute('1 + 1', { limits: { maxCodeBytes: 3 } }).outcome
      expect(short.status).not.toBe('ok')
      expect(await runtime.execute('1 + 1').value()).toBe(2)
    })

    it('prints to its own callback', async () => {
      const printed: string[] = []
      const printCallback = (_stream: string, text: string): void => void printed.push(text)
      await runtime.execute('print("hi")', { printCallback }).value()
      expect(printed.join('')).toBe('hi\n')
    })

    it('is told with its metadata, also when it was paused', async () => {
      const store = new MemoryStore()
      const listed = new MontyRuntime<User>({ tools, isolation, snapshots: { store, key: KEY } })
      const execution = listed.execute('await pay(1)', { context: bob, metadata: { chat: 7 } })
      const paused = pausedOf(await execution.outcome)
      expect(await firstOf(execution.events)).toMatchObject({
        type: 'start',
        metadata: { chat: 7 },
      })
      expect(await listed.pausedRuns()).toMatchObject([{ metadata: { chat: 7 } }])
      const resumed = listed.resume(paused.token, approval(paused), { context: ada })
      expect(await firstOf(resumed.events)).toMatchObject({ type: 'start', metadata: { chat: 7 } })
      expect(await resumed.value()).toBe('ada paid 1')
    })

    it('takes its limits and its files in memory along when it is paused', async () => {
      const code = `
from pathlib import Path

Path("/mine/x.txt").write_text("before")
await pay(1)
before = Path("/mine/x.txt").read_text()
for _ in range(4):
    await whoami()
before`
      const files = new MemoryFileSystem({ root: '/mine' })
      const given = { context: bob, files, limits: { maxHostCalls: 5 } }
      const paused = pausedOf(await runtime.execute(code, given).outcome)
      const elsewhere = new MontyRuntime<User>({ tools, isolation, snapshots: { key: KEY } })
      const options = { context: bob }
      const outcome = await elsewhere.resume(paused.token, approval(paused), options).outcome
      expect(outcome).toMatchObject({ status: 'ok', value: 'before' })
    })

    it('goes on with the same files when it is given them again', async () => {
      const files = new MemoryFileSystem({ root: '/mine' })
      const code = 'from pathlib import Path\nawait pay(1)\nPath("/mine/x.txt").write_text("after")'
      const paused = pausedOf(await runtime.execute(code, { context: bob, files }).outcome)
      await runtime.resume(paused.token, approval(paused), { context: bob, files }).value()
      expect(files.readText('/mine/x.txt')).toBe('after')
    })

    it('is refused without a directory of the host that it had, and waits on', async () => {
      const files = new MountDir('/data', mkdtempSync(join(tmpdir(), 'givens-')))
      const paused = pausedOf(
        await runtime.execute('await pay(1)', { context: bob, files }).outcome,
      )
      const refused = await runtime.resume(paused.token, approval(paused), { context: bob }).outcome
      expect(refused).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE' } })
      const resumed = runtime.resume(paused.token, approval(paused), { context: bob, files })
      expect(await resumed.value()).toBe('bob paid 1')
    })

    it.each([
      [{ limits: { maxHostCalls: -1 } }, /maxHostCalls/],
      [{ files: {} as never }, /files must be/],
      [{ env: { A: 1 } as never }, /env\.A/],
      [{ metadata: 'chat' as never }, /metadata must be an object/],
      [{ metadata: { text: 'x'.repeat(70_000) } }, /at most 65536/],
      [{ printCallback: 1 as never }, /printCallback must be a function/],
      [{ contexts: 1 } as never, /contexts is not an option of execute/],
    ])('refuses what makes no sense in its outcome (%#)', async (options, message) => {
      const outcome = await runtime.execute('1', options).outcome
      expect(outcome.status).toBe('error')
      expect((outcome as { error: Error }).error.message).toMatch(message)
    })
  },
)

async function firstOf(events: AsyncIterable<RunEvent>): Promise<RunEvent | undefined> {
  for await (const event of events) return event
  return undefined
}

describe.each(['none', 'process'] as const)('a shared state, isolation: %s', (isolation) => {
  const runtimeOf = (): MontyRuntime =>
    new MontyRuntime({
      isolation,
      state: 'shared',
      files: new MemoryFileSystem(),
      snapshots: { key: KEY },
    })

  it('is dumped and loaded elsewhere, with its files and what the checker knows', async () => {
    const one = runtimeOf()
    await one.execute('total: int = 40\nopen("/a.txt", "w").write("kept")').value()
    const bytes = await one.dump()
    await one.execute('total = 1').value()
    const other = runtimeOf()
    await other.execute('total = 7').value()
    await other.load(bytes)
    expect(await other.execute('[total + 2, open("/a.txt").read()]').value()).toEqual([42, 'kept'])
    expect((await other.execute('total.upper()').outcome).status).toBe('type')
    expect(await one.execute('total').value()).toBe(1)
    await Promise.all([one.close(), other.close()])
  })

  it('is dumped before anything was executed, and in turn', async () => {
    const runtime = runtimeOf()
    const empty = await runtime.dump()
    const running = runtime.execute('x = 1\nx').value()
    const bytes = await runtime.dump()
    await running
    await runtime.load(empty)
    expect((await runtime.execute('x').outcome).status).toBe('type')
    await runtime.load(bytes)
    expect(await runtime.execute('x').value()).toBe(1)
    await runtime.close()
  })

  it('refuses limits of one execution, and bytes that are not its own', async () => {
    const runtime = runtimeOf()
    const limited = await runtime.execute('1', { limits: { maxHostCalls: 1 } }).outcome
    expect(limited).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE' } })
    await expect(runtime.load(Buffer.from('nonsense'))).rejects.toMatchObject({
      name: 'MontySnapshotError',
    })
    await expect(new MontyRuntime({ isolation }).dump()).rejects.toMatchObject({
      code: 'MONTY_USAGE',
    })
    await runtime.close()
  })
})
