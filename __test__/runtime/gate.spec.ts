import { describe, expect, it } from 'vitest'
import { mcpServers } from '../../src/adapters/mcp.js'
import { hostObject } from '../../src/host/host-object.js'
import { PythonModule } from '../../src/host/modules.js'
import { type Tool, tool, type ToolDefinition } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type Outcome,
  type RuntimeOptions,
  runScriptTool,
} from '../../src/runtime/index.js'

/*
 * All ways by which Python reaches a tool, times all kinds of tools: never executed without a decision,
 * never twice for one.
 */

const KEY = 'a secret of thirty-two bytes, no less'

interface Argument {
  n: number
}

/** A schema whose library takes its time. */
const slowly = {
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate: async (value: unknown) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      return typeof (value as Argument).n === 'number'
        ? { value: value as Argument }
        : { issues: [{ message: 'n must be a number' }] }
    },
  },
}
const SCHEMA = {
  type: 'object',
  properties: { n: { type: 'integer' } },
  required: ['n'],
} as const

type Kind = Partial<ToolDefinition<Argument, unknown>> & { readonly isSerial?: boolean }

const kinds: Record<string, Kind> = {
  asynchronous: {},
  synchronous: { async: false },
  'with a predicate': { needsApproval: ({ n }: Argument) => n > 0 },
  'with a predicate that takes its time': {
    needsApproval: (async () => true) as unknown as () => boolean,
  },
  'with a schema that takes its time': { input: slowly, inputSchema: SCHEMA },
  'synchronous, with a schema that takes its time': {
    input: slowly,
    inputSchema: SCHEMA,
    async: false,
  },
  restartable: {
    restartable: true,
    execute: async (_, context) => {
      await context.subExecute('1 + 1')
      return 'done'
    },
  },
  serial: { isSerial: true },
}

class Desk {
  readonly legs = 4
}

/** The statements of each way; `CALL(7)` is the call, `F` what is called. */
const ways: Record<string, string> = {
  'a function': 'r = CALL(F)',
  'an alias': 'g = F\nr = CALL(g)',
  'a function passed round': 'async def use(g):\n    return CALL(g)\nr = await use(F)',
  'a function in a container': 'fs = {"f": [F]}\nr = CALL(fs["f"][0])',
  'a default argument': 'async def use(g=F):\n    return CALL(g)\nr = await use()',
  'a call that is awaited later': 'c = F(7)\nr = AWAIT(c)',
  'a gathered call':
    'import asyncio\nasync def use():\n    return CALL(F)\n(r,) = await asyncio.gather(use())',
  'a module': 'import desk\nr = CALL(desk.act)',
  'a member of a module': 'from desk import act\nr = CALL(act)',
  'a module in a module': 'import desk\nr = CALL(desk.inner.act)',
  'a method': 'r = CALL(table.act)',
  'a method taken off': 'm = table.act\nr = CALL(m)',
  'a method of what a tool gave': 'o = get_table()\nr = CALL(o.act)',
  'the Python inside a tool': 'r = await run_script("""r = CALL(F)\nr""")',
  'a method in the Python inside a tool':
    'r = await run_script("""r = CALL(t.act)\nr""", inputs={"t": table})',
  'the Python inside a tool inside a tool':
    'r = await run_script("""await run_script(\'r = CALL(F)\\\\nr\')""")',
  'after another approval': 'await other(1)\nr = CALL(F)',
  'beside another approval':
    'import asyncio\nasync def use():\n    return CALL(F)\n(_, r) = await asyncio.gather(other(1), use())',
}

const call = (code: string, isSync: boolean): string =>
  code
    .replaceAll(/CALL\(([^()]*)\)/g, isSync ? '$1(7)' : 'await $1(7)')
    .replaceAll('AWAIT', isSync ? '' : 'await ')
    .replaceAll(/\bF\b/g, 'act')

describe.each(Object.entries(kinds))('a tool that is %s', (_, kind) => {
  const { isSerial = false, ...definition } = kind
  let executed: number[] = []
  const act: Tool = tool<Argument>({
    input: SCHEMA,
    needsApproval: true,
    ...definition,
    execute: (input, context) => {
      executed.push(input.n)
      return definition.execute?.(input, context) ?? 'done'
    },
  })
  const other = tool({ input: SCHEMA, needsApproval: true, execute: () => 'other' })
  const table = new Desk()
  hostObject(table, { methods: { act } })
  const toolsOf = (): RuntimeOptions => ({
    isolation: 'none',
    typeCheck: false,
    concurrency: isSerial ? 'serial' : 'concurrent',
    tools: {
      act,
      other,
      run_script: runScriptTool((text) => text),
      get_table: tool({ input: { type: 'object' }, async: false, execute: () => table }),
    },
    modules: { desk: new PythonModule({ act, inner: new PythonModule({ act }) }) },
  })

  /** Decides about every call that waits, until there is an end. How often it decided about the tool. */
  async function settle(
    runtimeOf: () => MontyRuntime,
    begin: (runtime: MontyRuntime) => Promise<Outcome>,
    decide: (callId: number) => Decision,
  ): Promise<{ outcome: Outcome; decided: number }> {
    let decided = 0
    let outcome = await begin(runtimeOf())
    for (let round = 0; outcome.status === 'paused' && round < 5; round++) {
      const before = executed.length
      const { token } = outcome
      // Nothing is executed for a decision about nothing, nor for a second use of a token.
      const nothing: Outcome = await runtimeOf().resume(token, []).outcome
      if (nothing.status !== 'paused') throw new Error(JSON.stringify(nothing))
      expect(executed).toHaveLength(before)
      const decisions = nothing.pending.map(({ callId, name }): Decision =>
        name === 'other' ? { callId, action: 'approve' } : decide(callId),
      )
      decided += nothing.pending.filter(({ name }) => name !== 'other').length
      outcome = await runtimeOf().resume(nothing.token, decisions).outcome
      const again = await runtimeOf().resume(nothing.token, decisions).outcome
      expect(again).toMatchObject({ status: 'error', error: { reason: 'used' } })
    }
    return { outcome, decided }
  }

  const isSync = definition.async === false
  const runs = Object.entries(ways).filter(
    ([way]) => !(isSync && way === 'a call that is awaited later'),
  )
  describe.each(runs)('reached by %s', (_way, code) => {
    const program = `${call(code, isSync)}\nr`
    const inputs = { table }

    it.each([
      ['in tokens', () => ({ snapshots: { key: KEY } }), 'fresh'],
      ['in a store', () => ({ snapshots: { key: KEY, store: new MemoryStore() } }), 'fresh'],
      ['of a shared state', () => ({ snapshots: { key: KEY } }), 'shared'],
    ] as const)('is executed once for an approval, %s', async (_place, snapshots, state) => {
      executed = []
      const options: RuntimeOptions = { ...toolsOf(), ...snapshots(), state }
      const runtimeOf = (): MontyRuntime => new MontyRuntime(options)
      const { outcome, decided } = await settle(
        runtimeOf,
        (runtime) => runtime.execute(program, { inputs }).outcome,
        (callId) => ({ callId, action: 'approve' }),
      )
      expect(outcome).toMatchObject({ status: 'ok', value: 'done' })
      expect([executed, decided]).toEqual([[7], 1])
    })

    it.each([['deny'], ['answer']] as const)(
      'is not executed when somebody says %s',
      async (action) => {
        executed = []
        const options: RuntimeOptions = { ...toolsOf(), snapshots: { key: KEY } }
        const { outcome } = await settle(
          () => new MontyRuntime(options),
          (runtime) => runtime.execute(program, { inputs }).outcome,
          (callId) => (action === 'deny' ? { callId, action } : { callId, action, value: 'said' }),
        )
        expect(outcome).toMatchObject(
          action === 'deny' ? { status: 'error' } : { status: 'ok', value: 'said' },
        )
        expect(executed).toEqual([])
      },
    )

    // Those that come by nothing else that asks, nor by other Python.
    it.skipIf(/other|run_script/.test(code))(
      'with wrong arguments asks nobody, and raises a TypeError',
      async () => {
        executed = []
        const lines = program.replaceAll('(7)', '(n=[])').split('\n').slice(0, -1)
        const caught = [
          'async def main():',
          ...lines.map((line) => `    ${line}`),
          'try:',
          '    await main()',
          '    error = None',
          'except Exception as caught:',
          '    error = type(caught).__name__',
          'error',
        ].join('\n')
        const runtime = new MontyRuntime({ ...toolsOf(), snapshots: { key: KEY } })
        expect(await runtime.execute(caught, { inputs }).outcome).toMatchObject({
          status: 'ok',
          value: 'TypeError',
        })
        expect(executed).toEqual([])
      },
    )
  })

  it('reached as a tool of an MCP server that calls it destructive, is called once for an approval', async () => {
    const called: unknown[] = []
    const client = {
      listTools: async () => ({
        tools: [{ name: 'act', inputSchema: SCHEMA, annotations: { destructiveHint: true } }],
      }),
      callTool: async (request: unknown) => {
        called.push(request)
        return { content: [{ type: 'text', text: 'done' }] }
      },
    }
    const servers = await mcpServers({ far: client })
    const options: RuntimeOptions = {
      ...toolsOf(),
      extensions: [servers],
      snapshots: { key: KEY },
    }
    const { outcome, decided } = await settle(
      () => new MontyRuntime(options),
      (runtime) => runtime.execute('import far\nf = far.act\nawait f(7)').outcome,
      (callId) => ({ callId, action: 'approve' }),
    )
    expect(outcome).toMatchObject({ status: 'ok', value: 'done' })
    expect([called.length, decided]).toEqual([1, 1])
  })
})
