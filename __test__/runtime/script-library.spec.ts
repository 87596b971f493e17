import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/host/tool.js'
import { MemoryStore, MontyRuntime, ScriptLibrary } from '../../src/runtime/index.js'

const KEY = 'a secret of thirty-two bytes, no less'
const INPUTS = {
  type: 'object',
  properties: { day: { type: 'string' }, top: { type: 'integer', default: 2 } },
  required: ['day'],
  additionalProperties: false,
} as const

const tools = {
  sales: tool({
    input: z.object({ day: z.string() }),
    output: z.array(z.int()),
    execute: ({ day }) => [day.length, 9, 4],
  }),
  pay: tool({ input: z.object({}), needsApproval: true, execute: () => 'paid' }),
}

const REPORT = 'rows = await sales(day)\nsorted(rows, reverse=True)[:top]'

async function runtimeOf(library: ScriptLibrary, propose = false): Promise<MontyRuntime> {
  const extensions = [await library.extension({ propose })]
  return new MontyRuntime({ isolation: 'none', tools, extensions })
}

describe('a script library', () => {
  it('keeps scripts that programs import, with checked inputs', async () => {
    const store = new MemoryStore()
    const library = new ScriptLibrary({ store, key: KEY })
    const saved = await library.save('weekly_report', REPORT, {
      description: 'The best sales of a day.',
      inputs: INPUTS,
    })
    expect(saved).toMatchObject({ name: 'weekly_report', version: 1, isApproved: true })
    // As another process has it.
    const runtime = await runtimeOf(new ScriptLibrary({ store, key: KEY }))
    const code = 'from scripts import weekly_report\nawait weekly_report("mon", top=1)'
    expect(await runtime.execute(code).value()).toEqual([9])
    expect(runtime.stubs()).toContain('async def weekly_report(day: str, top: int = 2)')
    expect(runtime.prompt()).toContain('from scripts import NAME')
    const wrong = 'from scripts import weekly_report\nawait weekly_report(7)'
    expect((await runtime.execute(wrong).outcome).status).toBe('type')
    const stored = await store.read((await store.list())[0]!.id)
    expect(Buffer.from(stored!).includes('sales')).toBe(false)
  })

  it('has versions, of which the newest that was approved is run', async () => {
    const library = new ScriptLibrary(new MemoryStore())
    await library.save('answer', '41')
    const second = await library.save('answer', '42', { approved: false })
    const runtime = await runtimeOf(library)
    const run = async (): Promise<unknown> => runtime.execute('await run_script("answer")').value()
    expect(await run()).toBe(41)
    expect(await library.proposed()).toEqual([second])
    await library.approve('answer', 2)
    expect(await run()).toBe(42)
    await library.disapprove('answer', 2)
    expect(await run()).toBe(41)
    expect((await library.versions('answer')).map(({ version }) => version)).toEqual([1, 2])
    expect(await library.get('answer', 2)).toMatchObject({ code: '42', isApproved: false })
    await library.remove('answer')
    expect(await library.list()).toEqual([])
    const gone = await runtime.execute('await run_script("answer")').outcome
    expect(gone).toMatchObject({ error: { exception: { typeName: 'FileNotFoundError' } } })
  })

  it('finds scripts by words, also for programs', async () => {
    const library = new ScriptLibrary()
    await library.save('weekly_report', REPORT, { description: 'The best sales.', inputs: INPUTS })
    await library.save('greet', '"hi"', { description: 'Says hello.' })
    await library.save('hidden', '1', { description: 'Sales nobody may see.', approved: false })
    expect((await library.search('report of SALES')).map(({ name }) => name)).toEqual([
      'weekly_report',
    ])
    const runtime = await runtimeOf(library)
    const found = await runtime.execute('search_scripts("sales")').value()
    expect(found).toContain('async def weekly_report(day: str, top: int = 2)')
    expect(found).not.toContain('hidden')
    const checked = await runtime.execute('await run_script("weekly_report", {"day": 1})').outcome
    expect(checked).toMatchObject({ error: { exception: { typeName: 'TypeError' } } })
    expect(
      await runtime.execute('await run_script("weekly_report", {"day": "tuesday"})').value(),
    ).toEqual([9, 7])
  })

  it('lets a model propose scripts, which nobody runs before they are approved', async () => {
    const library = new ScriptLibrary()
    const runtime = await runtimeOf(library, true)
    const propose = 'await propose_script("twice", "n * 2", "Doubles.", {"n": "int"})'
    expect(await runtime.execute(propose).value()).toBe(
      'twice was proposed as version 1, and waits for an approval',
    )
    const run = 'await run_script("twice", {"n": 21})'
    expect((await runtime.execute(run).outcome).status).toBe('error')
    await library.approve('twice', 1)
    expect(await runtime.execute(run).value()).toBe(42)
    for (const wrong of [
      'await propose_script("twice", "n *", "x", {"n": "int"})',
      'await propose_script("not a name", "1", "x")',
      'await propose_script("a", "1", "x", {"n": "Widget"})',
    ]) {
      expect((await runtime.execute(wrong).outcome).status).toBe('error')
    }
    expect((await runtimeOf(library)).stubs()).not.toContain('propose_script')
  })

  it('waits for approvals of the calls inside a script', async () => {
    const library = new ScriptLibrary()
    await library.save('pay_all', '[await pay(), await pay()]')
    const runtime = await runtimeOf(library)
    const code = 'from scripts import pay_all\nawait pay_all()'
    let outcome = await runtime.execute(code).outcome
    for (let pauses = 0; outcome.status === 'paused' && pauses < 3; pauses++) {
      expect(outcome.pending[0]!.within).toEqual(['scripts.pay_all'])
      const decisions = outcome.pending.map(({ callId }) => ({
        callId,
        action: 'approve' as const,
      }))
      outcome = await runtime.resume(outcome.token, decisions).outcome
    }
    expect(outcome).toMatchObject({ status: 'ok', value: ['paid', 'paid'] })
  })

  it('is of one scope, and refuses what makes no sense', async () => {
    const store = new MemoryStore()
    const ada = new ScriptLibrary({ store, key: KEY, scope: 'ada' })
    const bob = new ScriptLibrary({ store, key: KEY, scope: 'bob' })
    await ada.save('mine', '1')
    expect(await bob.list()).toEqual([])
    await expect(ada.save('mine', 'def (')).rejects.toMatchObject({ name: 'MontySyntaxError' })
    await expect(ada.save('a b', '1')).rejects.toMatchObject({ code: 'MONTY_USAGE' })
    await expect(ada.save('x', '1', { inputs: { type: 'string' } })).rejects.toThrow(
      /inputs must be/,
    )
    await expect(ada.approve('mine', 9)).rejects.toThrow(/no version 9/)
    expect(() => new ScriptLibrary({ scope: 'a/b' })).toThrow(/scope/)
    const memory = new MemoryStore()
    const methods = ['put', 'claim', 'consume', 'release', 'list'] as const
    const lasting = Object.fromEntries(methods.map((name) => [name, memory[name].bind(memory)]))
    for (const options of [lasting, { store: lasting }]) {
      expect(() => new ScriptLibrary(options as never)).toThrow(/key is needed with a store/)
    }
    expect(() => new ScriptLibrary({ stor: store } as never)).toThrow(/stor is not an option/)
    await expect(
      new ScriptLibrary({ store, key: 'another secret of some bytes', scope: 'ada' }).list(),
    ).rejects.toMatchObject({
      name: 'MontySnapshotError',
    })
  })
})

it('programs cannot fill the store with proposals: a hundred wait at most, each within bounds', async () => {
  const store = new MemoryStore()
  const library = new ScriptLibrary({
    store,
    key: KEY,
    isolation: 'none',
  })
  const runtime = await runtimeOf(library, true)
  const flood = (from: number): string =>
    `refused = 0
for i in range(${from}, ${from} + 120):
    try:
        await propose_script(f"s{i}", "1", "One.")
    except RuntimeError as error:
        refused += 1
refused`
  expect(await runtime.execute(flood(0)).value()).toBe(20)
  expect(await library.proposed()).toHaveLength(100)
  await library.approve('s0', 1)
  await new Promise((resolve) => {
    setTimeout(resolve, 1_100)
  })
  expect(await runtime.execute(flood(200)).value()).toBe(119)
  for (const details of [
    '"d" * 2_001',
    '"d", {f"i{n}": "int" for n in range(101)}',
    '"d", {"n": "i" * 2_001}',
    '"d", {"n" * 2_001: "int"}',
  ]) {
    const outcome = await runtime.execute(`await propose_script("t", "1", ${details})`).outcome
    expect(outcome).toMatchObject({
      status: 'error',
      error: { message: expect.stringMatching(/^TypeError/) as string },
    })
  }
})
