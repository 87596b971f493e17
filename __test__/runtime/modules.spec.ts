import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryFileSystem } from '../../src/host/files/memory.js'
import { PythonModule } from '../../src/host/modules.js'
import { tool } from '../../src/host/tool.js'
import { type Extension, MontyRuntime, requires, runScriptTool } from '../../src/runtime/index.js'

const crm = new PythonModule({
  find: tool({
    description: 'Finds a customer.',
    input: z.object({ name: z.string() }),
    output: z.string(),
    execute: ({ name }, { toolName }) => `${toolName} ${name}`,
  }),
  erase: tool({
    input: z.object({ id: z.int() }),
    needsApproval: true,
    execute: ({ id }) => `erased ${id}`,
  }),
  VERSION: 3,
})
const snapshots = { key: 'a secret of thirty-two bytes, no less' }

describe.each(['none', 'process'] as const)('isolation: %s', (isolation) => {
  it('lets Python import modules of the host, type-checked', async () => {
    const runtime = new MontyRuntime({ isolation, modules: { crm } })
    const execution = runtime.execute('import crm\n(await crm.find("ann"), crm.VERSION)')
    expect(await execution.outcome).toMatchObject({
      status: 'ok',
      value: ['crm.find ann', 3],
      calls: [{ name: 'crm.find', status: 'ok' }],
    })
    expect((await runtime.execute('import crm\nawait crm.find(3)').outcome).status).toBe('type')
    expect(runtime.prompt()).toContain('Finds a customer.')
  })

  it('pauses for tools of modules as well', async () => {
    const runtime = new MontyRuntime({ isolation, modules: { crm }, snapshots })
    const paused = await runtime.execute('import crm\nawait crm.erase(7)').outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    expect(paused.pending).toMatchObject([{ name: 'crm.erase', input: { id: 7 } }])
    const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
    const other = new MontyRuntime({ isolation, modules: { crm }, snapshots })
    expect(await other.resume(paused.token, [{ callId, action: 'approve' }]).value()).toBe(
      'erased 7',
    )
  })

  it('gives Python files, which tools see as well', async () => {
    const files = new MemoryFileSystem()
    files.write('/notes.txt', 'hello')
    const runtime = new MontyRuntime({
      isolation,
      files,
      tools: {
        read: tool({
          input: z.object({ path: z.string() }),
          execute: ({ path }, context) => context.files.readText(path),
        }),
      },
    })
    const code =
      'from pathlib import Path\nPath("/out.txt").write_text("more")\n(await read("/notes.txt"), await read("/out.txt"))'
    expect(await runtime.execute(code).value()).toEqual(['hello', 'more'])
  })

  it('takes files in memory along when it pauses', async () => {
    const runtimeWith = (files: MemoryFileSystem): MontyRuntime =>
      new MontyRuntime({ isolation, modules: { crm }, files, snapshots })
    const code =
      'import crm\nopen("/a.txt", "w").write("kept")\nr = await crm.erase(1)\nopen("/a.txt").read()'
    const paused = await runtimeWith(new MemoryFileSystem()).execute(code).outcome
    if (paused.status !== 'paused') throw new Error(JSON.stringify(paused))
    const files = new MemoryFileSystem()
    const [{ callId }] = paused.pending as [(typeof paused.pending)[number]]
    const resumed = runtimeWith(files).resume(paused.token, [{ callId, action: 'approve' }])
    expect(await resumed.value()).toBe('kept')
    expect(files.readText('/a.txt')).toBe('kept')
  })

  it('lets extensions add tools, modules, prompt text and child events', async () => {
    const seen: string[] = []
    const extension: Extension = {
      name: 'audit',
      tools: { stamp: tool({ input: z.object({}), execute: () => 'stamped' }) },
      modules: { crm },
      prompt: 'Everything is audited.',
      onEvent(event, run) {
        seen.push(event.type)
        if (event.type === 'call') run.emitChildEvent({ audited: event.name })
      },
    }
    const runtime = new MontyRuntime({ isolation, extensions: [extension] })
    const execution = runtime.execute('import crm\nawait stamp()')
    expect(await execution.value()).toBe('stamped')
    expect(seen).toEqual(['start', 'call', 'result', 'done'])
    const children: unknown[] = []
    for await (const event of execution.events) if (event.type === 'child') children.push(event)
    expect(children).toMatchObject([{ name: 'audit', event: { audited: 'stamp' } }])
    expect(runtime.prompt()).toContain('Everything is audited.')
  })

  it('runs scripts of the host by their path, and tells when there is none', async () => {
    const scripts: Record<string, string> = { 'total.py': 'sum(xs) * factor' }
    const runtime = new MontyRuntime({
      isolation,
      tools: {
        run_script: runScriptTool(async (path) => {
          const code = scripts[path]
          if (code === undefined)
            throw Object.assign(new Error(path), { name: 'FileNotFoundError' })
          return code
        }),
      },
    })
    const call = 'await run_script("total.py", inputs={"xs": [1, 2], "factor": 2})'
    expect(await runtime.execute(call).value()).toBe(6)
    const missing = await runtime.execute('await run_script("none.py")').outcome
    expect(missing).toMatchObject({ error: { exception: { typeName: 'FileNotFoundError' } } })
    scripts['bad.py'] = '1 / 0'
    const bad = await runtime.execute('await run_script("bad.py")').outcome
    expect(bad).toHaveProperty('error.message', expect.stringContaining('ZeroDivisionError'))
  })

  it('lets Python ask for tools by name, and fail before it has done anything', async () => {
    const runtime = new MontyRuntime({
      isolation,
      tools: { send_mail: tool({ input: z.object({}), execute: () => 1 }) },
      extensions: [requires()],
    })
    expect(await runtime.execute('requires("send_mail")\nawait send_mail()').value()).toBe(1)
    const outcome = await runtime.execute('requires("send_email")\nawait send_mail()').outcome
    expect(outcome).toMatchObject({ status: 'error', calls: [{ name: 'requires' }] })
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('send_mail'))
  })
})
