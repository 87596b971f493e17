import { describe, expect, test } from 'vitest'
import {
  MemoryStore,
  MontyRuntime,
  MontyUsageError,
  PostgresStore,
  PythonModule,
  pythonTool,
  RedisStore,
  requires,
  runScriptTool,
  SqliteStore,
  storeChecks,
  tool,
} from 'monty-node'
import { z } from 'zod'
import { caught } from '../support/caught.js'

const key = 'a secret of at least 16 bytes'

describe('an option of a runtime that makes no sense is refused before anything runs:', () => {
  test.each<[string, object, string]>([
    ['a short key', { snapshots: { key: 'short' } }, 'a snapshot key must have at least 16 bytes'],
    ['a short old key', { snapshots: { key, oldKeys: ['short'] } }, 'at least 16 bytes'],
    ['a key alone as old keys', { snapshots: { key, oldKeys: key } }, 'oldKeys must be an array'],
    [
      'a store alone',
      { snapshots: new MemoryStore() },
      'snapshots must be an object, such as { store, key }',
    ],
    [
      'a store without methods',
      { snapshots: { store: {}, key } },
      'snapshots.store must be a store: it has no put()',
    ],
    [
      'an extension without a name',
      { extensions: [{}] },
      'extensions[0] must be an object with a name',
    ],
    [
      'an extension that was not made',
      { extensions: [requires] },
      'extensions[0] must be an object with a name',
    ],
    [
      'a tool that Python would not call',
      { tools: { filter: tool({ input: {}, execute: () => 1 }) } },
      'tools.filter: Python has a built-in filter, which it would call instead',
    ],
    [
      'a module that Python would not import',
      { modules: { time: new PythonModule({}) } },
      'modules.time: the interpreter has a module time, which Python would import instead',
    ],
    [
      'the promise of an extension',
      { extensions: [Promise.resolve({ name: 'mine' })] },
      'extensions[0] is a promise: await it',
    ],
    ['an extension alone', { extensions: { name: 'mine' } }, 'extensions must be an array'],
  ])('%s', (_, options, message) => {
    const error = caught(() => new MontyRuntime(options as never), MontyUsageError)
    expect(error.message).toContain(message)
  })
})

test.each<[object, string]>([
  [{ input: {} }, 'input is not an option of execute; there are: inputs, signal'],
  [{ inputs: 3 }, 'inputs must be an object'],
  [{ signal: new AbortController() }, 'signal must be an AbortSignal'],
  [null as never, 'execute must be an object'],
])(
  'an option of an execution that makes no sense is told in the outcome: %o',
  async (options, message) => {
    const runtime = new MontyRuntime({ isolation: 'none', typeCheck: false })
    const outcome = await runtime.execute('1', options).outcome
    expect(outcome).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_USAGE', message: expect.stringContaining(message) },
    })
  },
)

test('the signal of a resumed run has to be one', async () => {
  const runtime = new MontyRuntime({ isolation: 'none' })
  const options = { signal: new AbortController() } as never
  const outcome = await runtime.resume('some token', [], options).outcome
  expect(outcome).toMatchObject({ error: { message: 'signal must be an AbortSignal' } })
})

test.each<[unknown, string]>([
  [
    { sgnal: 1 },
    'sgnal is not an option of resume; there are: signal, context, files, env, printCallback, record, tenant',
  ],
  [null, 'the options of resume must be an object'],
])(
  'an option of a resumption that makes no sense is told in the outcome: %o',
  async (options, message) => {
    const runtime = new MontyRuntime({ isolation: 'none' })
    const outcome = await runtime.resume('some token', [], options as never).outcome
    expect(outcome).toMatchObject({ status: 'error', error: { code: 'MONTY_USAGE', message } })
  },
)

test.each<[unknown, string]>([
  ['a text', 'RuntimeError: a text'],
  [null, 'RuntimeError: null'],
  [undefined, 'RuntimeError: undefined'],
  [{ code: 5 }, 'RuntimeError: an object without a message was thrown'],
  [{ name: 'ValueError', message: 'a number' }, 'ValueError: a number'],
])(
  'what a tool throws that is no error is an exception in Python, and the cause: %o',
  async (thrown, text) => {
    const fail = tool({ input: { type: 'object' }, execute: () => Promise.reject(thrown) })
    const runtime = new MontyRuntime({ tools: { fail }, isolation: 'none' })
    const code =
      'try:\n    await fail()\nexcept Exception as e:\n    r = f"{type(e).__name__}: {e}"\nr'
    expect(await runtime.execute(code).value()).toBe(text)
    const outcome = await runtime.execute('await fail()').outcome
    expect(outcome).toMatchObject({
      status: 'error',
      error: { code: 'MONTY_RUNTIME', message: text },
    })
    expect('error' in outcome && outcome.error.cause).toBe(thrown)
  },
)

describe('a runtime that was closed', () => {
  test('ends what runs and what waits for its turn, and refuses the rest', async () => {
    const never = tool({ input: { type: 'object' }, execute: () => new Promise(() => {}) })
    const runtime = new MontyRuntime({ tools: { never }, isolation: 'none', state: 'shared' })
    const [running, waiting] = [runtime.execute('await never()'), runtime.execute('2')]
    await runtime.close()
    const cancelled = {
      status: 'cancelled',
      error: { cause: { message: 'the runtime was closed' } },
    }
    expect(await running.outcome).toMatchObject(cancelled)
    expect(await waiting.outcome).toMatchObject(cancelled)
    const refused = { status: 'error', error: { code: 'MONTY_DISPOSED' } }
    expect(await runtime.execute('1').outcome).toMatchObject(refused)
    expect(await runtime.resume('some token', []).outcome).toMatchObject(refused)
    await expect(runtime.discard('some token')).rejects.toMatchObject(refused.error)
    await runtime.close()
  })

  test('leaves its paused runs to others', async () => {
    const ask = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'yes' })
    const options = {
      tools: { ask },
      isolation: 'none',
      state: 'shared',
      snapshots: { key },
    } as const
    const runtime = new MontyRuntime(options)
    const paused = await runtime.execute('await ask()').outcome
    if (paused.status !== 'paused') throw new Error(paused.status)
    await runtime.close()
    const resumed = new MontyRuntime(options).resume(paused.token, [
      { callId: paused.pending[0]!.callId, action: 'approve' },
    ])
    expect(await resumed.value()).toBe('yes')
  })
})

test('a tool can cancel the run that it is in, and close its runtime', async () => {
  const ended: string[] = []
  const stop = tool({
    input: { type: 'object' },
    execute: async (_input, { signal }) => {
      signal.addEventListener('abort', () => ended.push('heard'))
      running.cancel('enough')
      throw new Error('too late to matter')
    },
  })
  const close = tool({ input: { type: 'object' }, execute: (): Promise<void> => runtime.close() })
  const runtime: MontyRuntime = new MontyRuntime({ tools: { stop, close }, isolation: 'none' })
  const running = runtime.execute('await stop()')
  expect(await running.outcome).toMatchObject({ status: 'cancelled', error: { cause: 'enough' } })
  expect(ended).toEqual(['heard'])
  expect(await runtime.execute('await close()').outcome).toMatchObject({ status: 'cancelled' })
})

test('a SqliteStore says what it can be made of', () => {
  const error = caught(() => new SqliteStore({} as never), MontyUsageError)
  expect(error.message).toBe(
    'SqliteStore needs a path, or a database of node:sqlite or better-sqlite3',
  )
})

test('decisions that are none are told with what was given', async () => {
  const runtime = new MontyRuntime({
    tools: { pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' }) },
    isolation: 'none',
    typeCheck: false,
  })
  const paused = await runtime.execute('await pay()').outcome
  if (paused.status !== 'paused') throw new Error(paused.status)
  const decisions = [{ callId: 0, action: 'aprove' }] as never
  const refused = await runtime.resume(paused.token, decisions).outcome
  expect(refused).toMatchObject({
    error: {
      message:
        "the action of the decision about call 0 must be 'approve', 'deny' or 'answer', not 'aprove'",
    },
  })
})

test('an option of the tool for models that makes no sense is refused', () => {
  const runtime = new MontyRuntime({ isolation: 'none' })
  const error = caught(() => pythonTool(runtime, { nmae: 'x' } as never), MontyUsageError)
  expect(error.message).toBe(
    'nmae is not an option of the tool; there are: name, onOutcome, onEvent, after, showImages, conversation',
  )
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['no code', {}],
  ['code that is none', { code: 5 }],
  ['a text', 'print(1)'],
])('the tool answers whatever it is given: %s', async (_what, input) => {
  const { execute } = pythonTool(new MontyRuntime({ isolation: 'none' }))
  expect(await execute(input as never)).toMatchObject({ status: 'error' })
  expect(await execute({ code: '1 + 1' }, null as never)).toMatchObject({ result: 2 })
})

test('a model that forgot to await is told so, also when the program ends well', async () => {
  const runtimeOptions = {
    isolation: 'none',
    tools: { price: tool({ input: {}, execute: async () => 3 }) },
  } as const
  const runtime = new MontyRuntime(runtimeOptions)
  const { execute } = pythonTool(runtime)
  const hint = 'A function was called without await: write x = await f(...), and use x.'
  expect(await execute({ code: 'f"It costs {price()}"' })).toMatchObject({ status: 'ok', hint })
  expect(await execute({ code: 'print(price())' })).toMatchObject({ status: 'ok', hint })
  expect(await execute({ code: 'price()' })).toMatchObject({
    status: 'type',
    hint: `${hint} Line 1 must be: await price()`,
  })
  const unchecked = new MontyRuntime({ ...runtimeOptions, typeCheck: false })
  expect(await pythonTool(unchecked).execute({ code: 'price()' })).toMatchObject({
    status: 'error',
    hint,
  })
  expect(await execute({ code: 'f"It costs {await price()}"' })).toEqual({
    status: 'ok',
    result: 'It costs 3',
  })
})

test.each([
  ['subscript', 'found = await find()\nfound["id"]'],
  ['compute with', '(await count()) + 1'],
  ['go through', '[one for one in await names()]'],
  ['take the length of', 'len(await names())'],
  ['compare', 'max(await count(), 3)'],
])('a model that may %s None is told to test for it', async (_, code) => {
  const maybe = (output: z.ZodType): ReturnType<typeof tool> =>
    tool({ input: {}, output: output.nullable(), execute: () => null })
  const runtime = new MontyRuntime({
    isolation: 'none',
    tools: {
      find: maybe(z.object({ id: z.int() })),
      count: maybe(z.int()),
      names: maybe(z.array(z.string())),
    },
  })
  const outcome = await runtime.execute(code).outcome
  expect(outcome).toMatchObject({ hint: expect.stringContaining('The value may be None') })
})

test('a decision about a call by a name that is none shows it', async () => {
  const pay = tool({ input: {}, needsApproval: true, execute: () => 'paid' })
  const runtime = new MontyRuntime({ isolation: 'none', tools: { pay }, snapshots: { key } })
  const paused = await runtime.execute('await pay()').outcome
  if (paused.status !== 'paused') throw new Error(paused.status)
  const decisions = [{ callId: '0', action: 'approve' } as never]
  expect(await runtime.resume(paused.token, decisions).outcome).toMatchObject({
    status: 'error',
    error: { message: 'call "0" does not wait for a decision; waiting: 0' },
  })
})

test.each<[string, () => unknown, string]>([
  ['no pool', () => new PostgresStore('postgres://here' as never), 'PostgresStore needs a client'],
  ['no client', () => new RedisStore(undefined as never), 'RedisStore needs a client'],
  [
    'an unknown option of a store',
    () => new RedisStore({ sendCommand: async () => null }, { prefix: 'x' } as never),
    'prefix is not an option of RedisStore; there are: keyPrefix',
  ],
  ['a store and no function', () => storeChecks(new MemoryStore() as never), 'needs a function'],
  ['scripts and no function', () => runScriptTool({} as never), 'runScriptTool needs a function'],
])('%s is refused at once', (_, use, message) => {
  expect(caught(use, MontyUsageError).message).toContain(message)
})

test('a script that nobody has is told by its name', async () => {
  const run_script = runScriptTool(() => undefined as never)
  const runtime = new MontyRuntime({ isolation: 'none', tools: { run_script } })
  const outcome = await runtime.execute('await run_script("bills.py")').outcome
  expect(outcome).toMatchObject({
    status: 'error',
    error: { message: 'RuntimeError: there is no script bills.py' },
  })
})
