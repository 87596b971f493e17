// A run that is stepped reaches what it is given, as other runs do.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  MemoryFileSystem,
  Monty,
  MontyPool,
  type MontyProgress,
  MontySession,
  MontyUsageError,
  MountDir,
  NOT_HANDLED,
  OsSnapshot,
  PyFloat,
  PausedRun,
  PythonModule,
  runMontyAsync,
  type RunOptions,
  type StartOptions,
  tool,
} from 'monty-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction, atFutures, atName, atOs } from '../support/paused.js'

const top = mkdtempSync(join(tmpdir(), 'monty-start-'))
beforeAll(() => writeFileSync(join(top, 'f'), 'directory'))
afterAll(() => rmSync(top, { recursive: true }))

const crm = new PythonModule({
  find: tool({
    async: false,
    input: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    execute: () => 'never called: its caller answers',
  }),
  VERSION: 3,
  deals: new PythonModule({ total: () => 0 }),
})

type Start = (code: string, options: StartOptions) => Promise<MontyProgress>

/** Every way to begin a run that stops at what its caller answers. */
const ways: Array<[string, Start]> = [
  ['start', async (code, options) => new Monty(code).start(options)],
  ['startAsync', (code, options) => new Monty(code).startAsync(options)],
  [
    'startAsync, in a worker process',
    (code, options) => new Monty(code).startAsync({ ...options, isolation: 'process' }),
  ],
  ['feedStart', async (code, options) => new MontySession(options).feedStart(code)],
  ['feedStart, given to the feed', async (code, o) => new MontySession().feedStart(code, o)],
  ['feedStartAsync', (code, options) => new MontySession(options).feedStartAsync(code)],
]

describe.each(ways)('%s', (_name, start) => {
  it('answers files and the environment without a pause', async () => {
    const files = [
      new MemoryFileSystem({ root: '/mem', files: { '/mem/f': 'memory' } }),
      new MountDir('/data', top),
    ]
    const code = "import os\n[open('/mem/f').read(), open('/data/f').read(), os.getenv('A')]"
    const end = atEnd(await start(code, { files, env: { A: 'given' } }))
    expect(end.output).toEqual(['memory', 'directory', 'given'])
  })

  it('imports modules, and pauses at their functions by their full names', async () => {
    const code =
      'from crm import find, VERSION\nimport crm.deals\n[find(7), VERSION, crm.deals.total()]'
    const call = atFunction(await start(code, { modules: { crm } }))
    expect([call.functionName, call.args]).toEqual(['crm.find', [7]])
    const total = atFunction(await call.resumeAsync({ returnValue: 'Ada' }))
    expect(total.functionName).toBe('crm.deals.total')
    expect(atEnd(await total.resumeAsync({ returnValue: 5 })).output).toEqual(['Ada', 3, 5])
  })

  it('finds a module that was not imported, and pauses at a name that is none', async () => {
    const call = atFunction(await start('crm.deals.total(1)', { modules: { crm } }))
    expect([call.functionName, call.args]).toEqual(['crm.deals.total', [1]])
    expect(atName(await start('cmr', { modules: { crm } })).variableName).toBe('cmr')
  })

  it('asks the callback, and pauses at what it leaves', async () => {
    const os = (name: string, args: readonly unknown[]): unknown =>
      name === 'Path.exists' ? String(args[0]) === '/yes' : NOT_HANDLED
    const code =
      "from pathlib import Path\n[Path('/yes').exists(), Path('/no').exists(), Path('/x').read_text()]"
    const call = atOs(await start(code, { os }))
    expect([call.functionName, String(call.args[0])]).toEqual(['Path.read_text', '/x'])
    expect(atEnd(await call.resumeAsync({ returnValue: 'text' })).output).toEqual([
      true,
      false,
      'text',
    ])
  })

  it('gives back what the callback throws as the cause', async () => {
    const reason = Object.assign(new Error('closed'), { name: 'PermissionError' })
    const os = (): never => {
      throw reason
    }
    const error = await rejection(start("open('/x')", { os }))
    expect([error.message, error.cause]).toEqual(['PermissionError: closed', reason])
  })

  it('leaves to its caller what nothing was given for', async () => {
    const files = new MemoryFileSystem({ root: '/mem' })
    expect(atOs(await start("open('/x')", { files })).functionName).toBe('open')
    expect(atOs(await start("import os\nos.getenv('A')", { files })).functionName).toBe('os.getenv')
    expect(atOs(await start('import crm', { files })).functionName).toBe('import')
    expect(atOs(await start('import time\ntime.sleep(1)', { files })).functionName).toBe(
      'time.sleep',
    )
  })

  it('may be told that nobody answers', async () => {
    const code = `
import os
try:
    open("/x")
except PermissionError:
    r = "refused"
try:
    os.getenv("HOME")
except RuntimeError as e:
    s = str(e)
[r, s]`
    const opened = atOs(await start(code, {}))
    expect(opened.functionName).toBe('open')
    const asked = atOs(await opened.resumeAsync({ notHandled: true }))
    expect(asked.functionName).toBe('os.getenv')
    expect(atEnd(await asked.resumeAsync({ notHandled: true })).output).toEqual([
      'refused',
      "'os.getenv' is not supported in this environment",
    ])
    const again = atOs(await start(code, {}))
    expect(() => again.resumeAsync({ notHandled: false } as never)).toThrow('{ notHandled: true }')
    const call = atFunction(await start('f()', {}))
    expect(() => call.resumeAsync({ notHandled: true } as never)).toThrow(
      'must have exactly one of',
    )
  })

  it('reads the clock of the host', async () => {
    const clock = (): Date => new Date('2024-05-06T07:08:09Z')
    const code = 'import time\nfrom datetime import datetime\n[time.time(), str(datetime.now())]'
    const end = atEnd(
      await start(code, { clock, timeZone: 'Europe/Paris' }).catch(firstOf(code, clock)),
    )
    expect(end.output).toEqual([clock().getTime() / 1_000, '2024-05-06 09:08:09'])
  })
})

/** A feed cannot change the clock: then the session has it. */
function firstOf(code: string, clock: () => Date) {
  return (error: unknown): MontyProgress => {
    expect(error).toBeInstanceOf(MontyUsageError)
    return new MontySession({ clock, timeZone: 'Europe/Paris' }).feedStart(code)
  }
}

describe('a callback that takes its time', () => {
  const os = async (name: string): Promise<unknown> => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return name === 'Path.exists' ? true : NOT_HANDLED
  }
  const code = "from pathlib import Path\n[Path('/x').exists(), Path('/x').read_text()]"

  it('is waited for by startAsync and resumeAsync', async () => {
    const call = atOs(await new Monty(code).startAsync({ os }))
    expect(call.functionName).toBe('Path.read_text')
    expect(atEnd(await call.resumeAsync({ returnValue: 't' })).output).toEqual([true, 't'])
  })

  it('may need the only worker that there is', async () => {
    await using pool = await MontyPool.create({ maxWorkers: 1 })
    const inner = new Monty('6 * 7')
    const call = await new Monty("import os\n[os.getenv('A'), f()]").startAsync({
      isolation: pool,
      os: async () => String(await inner.runAsync({ isolation: pool })),
    })
    const end = await atFunction(call).resumeAsync({ returnValue: 1 })
    expect(atEnd(end).output).toEqual(['42', 1])
  })

  it('is refused by start', () => {
    expect(caught(() => new Monty(code).start({ os })).code).toBe('MONTY_ASYNC_ONLY')
  })

  it('ends with the run', async () => {
    const never = (): Promise<never> => new Promise(() => {})
    const monty = new Monty("open('/x')")
    const late = await rejection(monty.startAsync({ os: never, timeoutMs: 20 }))
    expect(late.code).toBe('MONTY_TIMEOUT')
    const controller = new AbortController()
    const run = monty.startAsync({ os: never, signal: controller.signal })
    setTimeout(() => controller.abort('enough'), 5)
    expect((await rejection(run)).cause).toBe('enough')
  })
})

describe('a paused run as bytes', () => {
  const code =
    "from pathlib import Path\nopen('/n', 'w').write('1')\nx = f()\n[x, open('/n').read(), Path('/n').stat().st_mtime]"

  it('takes files in memory along, and the fixed clock they tell', async () => {
    const clock = new Date('2024-05-06T07:08:09Z')
    const files = new MemoryFileSystem()
    const call = atFunction(new Monty(code).start({ files, clock }))
    const bytes = call.dump()
    files.write('/n', 'changed since')
    expect(atEnd(pausedAt(bytes).resume({ returnValue: 1 })).output).toEqual([
      1,
      '1',
      clock.getTime() / 1_000,
    ])
    expect(await runMontyAsync(pausedAt(bytes), { externalFunctions: { f: () => 2 } })).toEqual([
      2,
      '1',
      clock.getTime() / 1_000,
    ])
    expect((atEnd(call.resume({ returnValue: 3 })).output as unknown[])[1]).toBe('changed since')
  })

  it('writes with the clock it was started with', () => {
    const clock = new Date('2024-05-06T07:08:09Z')
    const late = "f()\nopen('/n', 'w').write('1')\nimport os\nos.stat('/n').st_mtime"
    const call = atFunction(new Monty(late).start({ files: new MemoryFileSystem(), clock }))
    expect(atEnd(pausedAt(call.dump()).resume({ returnValue: 1 })).output).toBe(
      clock.getTime() / 1_000,
    )
  })

  it('is given anew what does not travel', async () => {
    const monty = new Monty("import crm, os\nf()\n[os.getenv('A'), open('/x').read(), crm.find(1)]")
    const given: RunOptions = {
      env: { A: 'a' },
      files: new MemoryFileSystem({ root: '/', files: { '/x': 'one' } }),
      modules: { crm },
    }
    const bytes = atFunction(monty.start(given)).dump()
    const anew = {
      env: { A: 'b' },
      files: new MemoryFileSystem({ files: { '/x': 'two' } }),
      modules: { crm },
    }
    const find = atFunction(pausedAt(bytes, anew).resume({ returnValue: 1 }))
    expect(find.functionName).toBe('crm.find')
    expect(atEnd(find.resume({ returnValue: 'Ada' })).output).toEqual(['b', 'two', 'Ada'])
    const bare = atOs(pausedAt(bytes).resume({ returnValue: 1 }))
    expect(bare.functionName).toBe('os.getenv')
    expect(() => PausedRun.load(bytes, { limits: {} } as never)).toThrow(
      'limits is not an option of load',
    )
    expect(() => PausedRun.load(bytes, { clock: new Date() } as never)).toThrow(
      'clock was set when',
    )
  })

  it('keeps the time zone of a clock of the host', () => {
    const clock = (): Date => new Date('2024-05-06T07:08:09Z')
    const monty = new Monty('from datetime import datetime\nf()\nstr(datetime.now())')
    const bytes = atFunction(monty.start({ clock, timeZone: 'Asia/Tokyo' })).dump()
    expect(atEnd(pausedAt(bytes, { clock }).resume({ returnValue: 1 })).output).toBe(
      '2024-05-06 16:08:09',
    )
  })

  it('is refused when an overlay has been written to', () => {
    const files = new MountDir('/data', top, { mode: 'overlay' })
    const call = atFunction(new Monty("f()\nopen('/data/x', 'w')\nf()").start({ files }))
    expect(call.dump()).toBeInstanceOf(Buffer)
    const next = atFunction(call.resume({ returnValue: 1 }))
    expect(() => next.dump()).toThrow('the overlay at /data has been written to')
  })
})

function pausedAt(
  bytes: Buffer,
  options?: Parameters<typeof PausedRun.load>[1],
): ReturnType<typeof atFunction> {
  return atFunction(PausedRun.load(bytes, options) as MontyProgress)
}

describe('a stepped run that is driven to its end', () => {
  it('has what it was started with, and what is given then', async () => {
    const files = new MemoryFileSystem({ files: { '/x': 'file' } })
    const monty = new Monty(
      "import os\na = f()\n[a, open('/x').read(), os.getenv('A'), os.getenv('B')]",
    )
    const call = atFunction(monty.start({ files, env: { A: 'start', B: 'start' } }))
    const options = { externalFunctions: { f: () => 1 }, env: { B: 'drive' } }
    expect(await runMontyAsync(call, options)).toEqual([1, 'file', 'start', 'drive'])
  })

  it('has the functions of its session', async () => {
    using session = new MontySession({ externalFunctions: { f: () => 'session' } })
    const call = atFunction(session.feedStart('[f(), g()]'))
    const value = await runMontyAsync(call, { externalFunctions: { g: () => 'given' } })
    expect(value).toEqual(['session', 'given'])
  })
})

it('sleeps and futures of a stepped run are its caller’s', () => {
  const monty = new Monty(
    'import asyncio\nawait asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))\n1',
  )
  let progress: MontyProgress = monty.start({ files: new MemoryFileSystem() })
  while (progress instanceof OsSnapshot) progress = progress.resume({ future: true })
  const waiting = atFutures(progress)
  const answers = waiting.pendingCallIds.map((callId) => ({ callId, returnValue: null }))
  expect(atEnd(waiting.resume(answers)).output).toBe(1)
})

describe('how values come', () => {
  const rows = "f()\n[{'a': n, 'b': 1.0, 'c': 'x' * 20} for n in range(300)]"
  const map = new Map<string, unknown>([
    ['a', 299],
    ['b', new PyFloat(1)],
    ['c', 'x'.repeat(20)],
  ])

  it('is as a loaded run is told', () => {
    const bytes = atFunction(new Monty(rows).start()).dump()
    const asMaps = { dicts: 'map', floats: 'PyFloat' } as const
    const loaded = pausedAt(bytes, asMaps).resume({ returnValue: 1 })
    expect((atEnd(loaded).output as unknown[]).at(-1)).toEqual(map)
    const plain = pausedAt(bytes).resume({ returnValue: 1 })
    expect((atEnd(plain).output as unknown[]).at(-1)).toEqual({ a: 299, b: 1, c: 'x'.repeat(20) })
  })

  it('cannot change when a run is driven on', async () => {
    const call = atFunction(new Monty(rows).start())
    const error = await rejection(runMontyAsync(call, { dicts: 'map' }), MontyUsageError)
    expect(error.message).toBe('dicts was set when the run began and cannot change')
  })
})
