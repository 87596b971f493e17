import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { hostObject } from '../../src/host/host-object.js'
import { tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type PausedOutcome,
} from '../../src/runtime/index.js'
import { collectGarbage } from '../support/collector.js'

/** A tool whose calls wait until each is answered. */
function waiting() {
  const answers: Array<(text: string) => void> = []
  const wait = tool({
    input: z.object({}),
    execute: () =>
      new Promise<string>((resolve) => {
        answers.push(resolve)
      }),
  })
  return { wait, answers }
}

describe.each(['none', 'process'] as const)('shared state, isolation: %s', (isolation) => {
  const runtimeOf = (): MontyRuntime =>
    new MontyRuntime({
      isolation,
      state: 'shared',
      snapshots: { key: 'a secret of thirty-two bytes, no less' },
      tools: {
        length: tool({
          input: z.object({ text: z.string() }),
          output: z.int(),
          execute: ({ text }) => text.length,
        }),
        ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'yes' }),
      },
    })

  async function pausedBy(runtime: MontyRuntime, code: string): Promise<PausedOutcome> {
    const outcome = await runtime.execute(code).outcome
    if (outcome.status !== 'paused') throw new Error(JSON.stringify(outcome))
    return outcome
  }

  const approval = ({ pending }: PausedOutcome): Decision[] =>
    pending.map(({ callId }) => ({ callId, action: 'approve' }))

  describe('types', () => {
    it('tells of a coroutine that outlived its program, and keeps what was there', async () => {
      const runtime = new MontyRuntime({
        isolation,
        state: 'shared',
        tools: { price: tool({ input: z.object({}), execute: async () => 300 }) },
        typeCheck: false,
      })
      expect((await runtime.execute('n = 1\nt = price()\nn').outcome).status).toBe('ok')
      const late = await runtime.execute('await t').outcome
      expect(late).toMatchObject({
        status: 'error',
        error: { exception: { typeName: 'RuntimeError' } },
      })
      expect(await runtime.execute('n + await price()').outcome).toMatchObject({ value: 301 })
    })

    it('are checked before anything runs', async () => {
      const outcome = await runtimeOf().execute('print("begun")\nawait length(5)').outcome
      expect(outcome).toMatchObject({ status: 'type', stdout: '', calls: [] })
    })

    it('are those that earlier executions gave their names', async () => {
      const runtime = runtimeOf()
      await runtime.execute('name = "Ada"\ndef twice(n: int) -> int:\n    return n * 2').value()
      expect(await runtime.execute('twice(await length(name))').value()).toBe(6)
      const wrong = await runtime.execute('print("begun")\ntwice(name)').outcome
      expect(wrong).toMatchObject({ status: 'type', stdout: '' })
      expect(wrong).toHaveProperty('error.diagnostics.0.code', 'invalid-argument-type')
    })

    it('of inputs are not known, and the inputs stay', async () => {
      const runtime = runtimeOf()
      await runtime.execute('rows', { inputs: { rows: [1, 2] } }).value()
      expect(await runtime.execute('rows + [3]').value()).toEqual([1, 2, 3])
    })

    it('of what came before an exception are known, and of what was never run are not', async () => {
      const runtime = runtimeOf()
      expect(await runtime.execute('kept = 1\n1 / 0').outcome).toMatchObject({ status: 'error' })
      expect(await runtime.execute('never = 1\nawait length(5)').outcome).toMatchObject({
        status: 'type',
      })
      expect(await runtime.execute('kept').value()).toBe(1)
      expect(await runtime.execute('never').outcome).toMatchObject({ status: 'type' })
    })

    it('go with a paused run, and come back with it', async () => {
      const runtime = runtimeOf()
      await runtime.execute('name = "Ada"').value()
      const paused = await pausedBy(runtime, 'said = await ask()')
      const elsewhere = runtimeOf()
      await elsewhere.resume(paused.token, approval(paused)).value()
      expect(await elsewhere.execute('(name, said)').value()).toEqual(['Ada', 'yes'])
      expect(await elsewhere.execute('await length(name.count("d"))').outcome).toMatchObject({
        status: 'type',
      })
    })

    it('are no matter of syntax, which is said better', async () => {
      const outcome = await runtimeOf().execute('x = = 1').outcome
      expect(outcome).toMatchObject({ status: 'syntax', error: { code: 'MONTY_SYNTAX' } })
    })
  })

  it('is there after a resumed run raised', async () => {
    const runtime = runtimeOf()
    await runtime.execute('total = 1').value()
    const paused = await pausedBy(runtime, 'await ask()\ntotal = 2\n1 / 0')
    const failed = await runtime.resume(paused.token, approval(paused)).outcome
    expect(failed).toMatchObject({ status: 'error' })
    expect(await runtime.execute('total').value()).toBe(2)
  })

  it('is as it was before a run that was resumed and then ended from outside', async () => {
    await using runtime = runtimeOf()
    await runtime.execute('kept = 1').value()
    const paused = await pausedBy(runtime, 'kept = 2\nawait ask()\nwhile True:\n    pass')
    const resumed = runtime.resume(paused.token, approval(paused))
    setTimeout(() => resumed.cancel('changed my mind'), 50)
    expect(await resumed.outcome).toMatchObject({ status: 'cancelled' })
    expect(await runtime.execute('kept').value()).toBe(1)
    expect(await runtime.execute('await length(kept)').outcome).toMatchObject({ status: 'type' })
  })

  it('is as it was before a run that could not be kept, or that the host failed', async () => {
    const store = new MemoryStore()
    store.put = () => Promise.reject(new Error('the store is full'))
    await using runtime = new MontyRuntime({
      isolation,
      state: 'shared',
      typeCheck: false,
      snapshots: { key: 'a secret of thirty-two bytes, no less', store },
      printCallback: () => {
        throw new Error('no paper')
      },
      tools: { ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'yes' }) },
    })
    await runtime.execute('kept = 1').value()
    const lost = await runtime.execute('kept = 2\nawait ask()').outcome
    expect(lost).toMatchObject({ status: 'error', error: { message: 'the store is full' } })
    expect(await runtime.execute('kept').value()).toBe(1)
    const failed = await runtime.execute('kept = 3\nprint("a")\nwhile True:\n    pass').outcome
    expect(failed).toMatchObject({ status: 'error', error: { message: 'no paper' } })
    expect(await runtime.execute('kept').value()).toBe(1)
  })

  describe('that a paused run has', () => {
    const KEY = 'a secret of thirty-two bytes, no less'
    const expiring = (expiresInMs: number): MontyRuntime =>
      new MontyRuntime({
        isolation,
        state: 'shared',
        snapshots: { key: KEY, expiresInMs },
        tools: { ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'yes' }) },
      })

    it('is refused to others with what can be done', async () => {
      await using runtime = runtimeOf()
      await pausedBy(runtime, 'await ask()')
      const refused = await runtime.execute('1').outcome
      expect(refused).toMatchObject({
        status: 'error',
        error: {
          code: 'MONTY_USAGE',
          message: expect.stringMatching(
            /^run [-\w]+ is paused and has the shared state until 20\S+Z: resume it, or give it up with discard\(token\)$/,
          ),
        },
      })
    })

    it('is there again when the run was given up, as it was before', async () => {
      await using runtime = runtimeOf()
      await runtime.execute('kept = 1').value()
      const paused = await pausedBy(runtime, 'kept = "two"\nawait ask()')
      await runtime.discard(paused.token)
      expect(await runtime.execute('kept + 1').value()).toBe(2)
      const late = await runtime.resume(paused.token, approval(paused)).outcome
      expect(late).toMatchObject({ status: 'error', error: { reason: 'used' } })
      await expect(runtime.discard(paused.token)).rejects.toMatchObject({ reason: 'used' })
      expect(await runtime.execute('kept').value()).toBe(1)
    })

    it('is there again when the run expired', async () => {
      await using runtime = expiring(60)
      await runtime.execute('kept = 1').value()
      await pausedBy(runtime, 'kept = 2\nawait ask()')
      await new Promise((resolve) => setTimeout(resolve, 80))
      expect(await runtime.execute('kept').value()).toBe(1)
    })

    it('can be had again when the run went on elsewhere', async () => {
      await using runtime = runtimeOf()
      await runtime.execute('kept = 1').value()
      const paused = await pausedBy(runtime, 'kept = 2\nawait ask()\nkept')
      await using elsewhere = runtimeOf()
      expect(await elsewhere.resume(paused.token, approval(paused)).value()).toBe(2)
      expect(await runtime.execute('kept').outcome).toMatchObject({ status: 'error' })
      await runtime.discard(paused.token)
      expect(await runtime.execute('kept').value()).toBe(1)
    })

    it('stays with a run that is paused again, whose first token is of no use any more', async () => {
      await using runtime = runtimeOf()
      await runtime.execute('kept = 1').value()
      const first = await pausedBy(runtime, 'kept = 2\nawait ask()\nkept = 3\nawait ask()')
      const again = await runtime.resume(first.token, approval(first)).outcome
      if (again.status !== 'paused') throw new Error(again.status)
      await expect(runtime.discard(first.token)).rejects.toMatchObject({ reason: 'used' })
      expect(await runtime.execute('kept').outcome).toMatchObject({ status: 'error' })
      await runtime.discard(again.token)
      expect(await runtime.execute('kept').value()).toBe(1)
    })

    it('is there again when the store failed at the end of the run', async () => {
      const store = new MemoryStore()
      await using runtime = new MontyRuntime({
        isolation,
        state: 'shared',
        snapshots: { key: KEY, store },
        tools: { ask: tool({ input: z.object({}), needsApproval: true, execute: () => 'yes' }) },
      })
      await runtime.execute('kept = 1').value()
      const paused = await pausedBy(runtime, 'kept = 2\nawait ask()')
      store.consume = () => Promise.reject(new Error('the store is gone'))
      const failed = await runtime.resume(paused.token, approval(paused)).outcome
      expect(failed).toMatchObject({ status: 'error', error: { message: 'the store is gone' } })
      expect(await runtime.execute('kept').value()).toBe(1)
    })

    it('is not taken from a run that is going on', async () => {
      await using runtime = expiring(400)
      const paused = await pausedBy(runtime, 'await ask()\nimport time\ntime.sleep(0.8)\nkept = 4')
      const resumed = runtime.resume(paused.token, approval(paused))
      await new Promise((resolve) => setTimeout(resolve, 20))
      await expect(runtime.discard(paused.token)).rejects.toMatchObject({ reason: 'used' })
      const next = runtime.execute('kept')
      expect(await resumed.outcome).toMatchObject({ status: 'ok' })
      expect(await next.value()).toBe(4)
    })
  })

  it('is waited for by a run to be resumed only until it is cancelled, and its token stays good', async () => {
    const { wait, answers } = waiting()
    const ask = tool({ input: z.object({}), needsApproval: true, execute: () => 'yes' })
    const snapshots = { key: 'a secret of thirty-two bytes, no less' }
    const options = { isolation, state: 'shared', typeCheck: false, snapshots } as const
    await using elsewhere = new MontyRuntime({ ...options, tools: { ask } })
    const paused = await pausedBy(elsewhere, 'said = await ask()\nsaid')
    await using runtime = new MontyRuntime({ ...options, tools: { wait, ask } })
    const first = runtime.execute('await wait()')
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    const gone = new AbortController()
    const cancelled = runtime.resume(paused.token, approval(paused), { signal: gone.signal })
    await new Promise((resolve) => setTimeout(resolve, 10))
    gone.abort('changed my mind')
    expect(await cancelled.outcome).toMatchObject({ status: 'cancelled', calls: [] })
    answers[0]!('first')
    expect(await first.value()).toBe('first')
    expect(await runtime.resume(paused.token, approval(paused)).value()).toBe('yes')
    expect(await runtime.execute('said').value()).toBe('yes')
  })

  it('has the files in memory that it had before a run that was ended from outside', async () => {
    const files = new MemoryFileSystem({ files: { '/kept.txt': 'before' } })
    await using runtime = new MontyRuntime({ isolation, state: 'shared', typeCheck: false, files })
    const write = 'open("/kept.txt", "w").write("after")\nopen("/more.txt", "w").write("more")\n'
    const running = runtime.execute(`${write}print("written")\nwhile True:\n    pass`)
    for await (const { type } of running.events) if (type === 'stdout') running.cancel('enough')
    expect(await running.outcome).toMatchObject({ status: 'cancelled' })
    expect(await runtime.execute('open("/kept.txt").read()').value()).toBe('before')
    expect(files.exists('/more.txt')).toBe(false)
    // What came before an exception is there.
    expect(await runtime.execute(`${write}1 / 0`).outcome).toMatchObject({ status: 'error' })
    expect(files.readText('/kept.txt')).toBe('after')
  })

  it('gives maps when it is asked for them, also for larger values', async () => {
    await using runtime = new MontyRuntime({ isolation, state: 'shared', dicts: 'map' })
    const value = await runtime.execute('[{"a": i, "b": {"c": i}} for i in range(500)]').value()
    expect((value as unknown[])[7]).toEqual(
      new Map<string, unknown>([
        ['a', 7],
        ['b', new Map([['c', 7]])],
      ]),
    )
  })

  it('has objects of the host for as long as it lives, whoever else forgot them', async () => {
    const getAccount = tool({
      input: z.object({}),
      async: false,
      execute: () => hostObject({ balance: 5 }, { attributes: ['balance'] }),
    })
    await using runtime = new MontyRuntime({
      isolation,
      state: 'shared',
      typeCheck: false,
      tools: { get_account: getAccount },
    })
    await runtime.execute('account = get_account()').value()
    await runtime.execute('1').value()
    await collectGarbage()
    expect(await runtime.execute('account.balance').value()).toBe(5)
  })

  it('is waited for by an execution only until it is cancelled', async () => {
    const states: string[] = []
    const { wait, answers } = waiting()
    await using runtime = new MontyRuntime({
      isolation,
      state: 'shared',
      typeCheck: false,
      tools: { wait },
    })
    const first = runtime.execute('x = await wait()\nx')
    const second = runtime.execute('x = "second"')
    const third = runtime.execute('x + "!"')
    void first.outcome.then(({ status }) => states.push(`first ${status}`))
    second.cancel('changed my mind')
    expect(await second.outcome).toMatchObject({
      status: 'cancelled',
      error: { code: 'MONTY_ABORTED' },
    })
    expect(states).toEqual([])
    while (answers.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    answers[0]!('first')
    expect(await third.value()).toBe('first!')
    expect(states).toEqual(['first ok'])
  })
})
