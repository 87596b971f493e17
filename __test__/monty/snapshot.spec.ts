import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  FunctionSnapshot,
  FutureSnapshot,
  Monty,
  MontyComplete,
  type MontyProgress,
  MontyRuntimeError,
  MontySession,
  MontySnapshotError,
  MontyUsageError,
  NameLookupSnapshot,
  OsSnapshot,
  PausedRun,
  PyTuple,
  runMontyAsync,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction, atFutures, atName, atOs } from '../support/paused.js'

const start = (code: string): MontyProgress => new Monty(code, { scriptName: 'job.py' }).start()

describe('a run that waits for a host function', () => {
  const code = 'x = 1\nvalue = search("té", limit=3)\nvalue'

  test('tells what is called, from where, and what was used', () => {
    const call = atFunction(start(code))
    expect(call.kind).toBe('function')
    expect(call.functionName).toBe('search')
    expect(call.args).toEqual(['té'])
    expect(call.kwargs).toEqual({ limit: 3 })
    expect(call.callId).toBeTypeOf('number')
    expect(call.receiver).toBe(undefined)
    expect(call.scriptName).toBe('job.py')
    const { filename, start: from, end } = call.position
    expect(filename).toBe('job.py')
    expect(Buffer.from(code).subarray(from, end).toString()).toBe('search("té", limit=3)')
    expect(call.usage.hostCalls).toBe(1)
    expect(call.usage.peakMemoryBytes).toBeGreaterThan(0)
    expect(call.usage.durationMs).toBeGreaterThan(0)
  })

  test('has arguments of its own, empty ones included', () => {
    const call = atFunction(start('f()'))
    expect([call.args, call.kwargs]).toEqual([[], {}])
  })

  test('goes on with a value', () => {
    const end = atEnd(atFunction(start(code)).resume({ returnValue: { hits: [1] } }))
    expect(end.output).toEqual({ hits: [1] })
  })

  test('goes on with an exception, which Python can catch', () => {
    const guarded = `try:\n    f()\nexcept KeyError as e:\n    result = ('caught', str(e))\nresult`
    const byError = Object.assign(new Error('gone'), { name: 'KeyError' })
    for (const exception of [byError, { type: 'KeyError', message: 'gone' }]) {
      const end = atEnd(atFunction(start(guarded)).resume({ exception }))
      expect(end.output).toEqual(new PyTuple('caught', "'gone'"))
    }
  })

  test('ends with the exception that Python does not catch', () => {
    const exception = new RangeError('far')
    const error = caught(() => atFunction(start(code)).resume({ exception }), MontyRuntimeError)
    expect(error.exception).toMatchObject({ typeName: 'RuntimeError', message: 'far' })
    expect(error.cause).toBe(exception)
    expect(error.traceback()[0]).toMatchObject({ filename: 'job.py', line: 2 })
  })

  test('goes on with a value Python cannot hold as a TypeError in Python', () => {
    const error = caught(
      () => atFunction(start(code)).resume({ returnValue: [() => 1] }),
      MontyRuntimeError,
    )
    expect(error.exception.typeName).toBe('TypeError')
    expect(error.message).toContain('result of search()[0] is a function')
  })

  test('goes on once', async () => {
    const call = atFunction(start(code))
    call.resume({ returnValue: 1 })
    const again = [() => call.resume({ returnValue: 1 }), () => call.abort(), () => call.dump()]
    for (const action of again) {
      const error = caught(action, MontyUsageError)
      expect(error.message).toBe('Progress already resumed')
    }
    const async = await rejection(call.resumeAsync({ returnValue: 1 }))
    expect(async.message).toBe('Progress already resumed')
    expect((await rejection(runMontyAsync(call))).message).toBe('Progress already resumed')
  })

  test('still waits after an answer that makes no sense', () => {
    const call = atFunction(start(code))
    const answers = [
      undefined,
      null,
      1,
      {},
      { value: 1 },
      { returnValue: 1, exception: new Error('x') },
      { exception: 'text' },
      { exception: {} },
      { exception: { type: 'KeyError', message: 1 } },
      { future: false },
    ]
    for (const answer of answers) {
      expect(caught(() => call.resume(answer as never)).code).toBe('MONTY_USAGE')
    }
    expect(atEnd(call.resume({ returnValue: 'fine' })).output).toBe('fine')
  })

  test('keeps its arguments when the run goes on', () => {
    const call = atFunction(start('a = [1]\nf(a)\na.append(2)\na'))
    expect(atEnd(call.resume({ returnValue: null })).output).toEqual([1, 2])
    expect(call.args).toEqual([[1]])
  })
})

describe('what the console shows of a run that waits', () => {
  test('is what it waits for', () => {
    const at = (code: string): string => inspect(new Monty(code).start()).replaceAll(/\s+/g, ' ')
    const scriptName = "scriptName: 'main.py'"
    expect(at('f(1, a={"b": 2})')).toBe(
      `FunctionSnapshot { functionName: 'f', args: [ 1 ], kwargs: { a: { b: 2 } }, callId: 0, ${scriptName} }`,
    )
    expect(at('open("/a")')).toMatch(/^OsSnapshot { functionName: 'open', /)
    expect(at('x')).toBe(`NameLookupSnapshot { variableName: 'x', ${scriptName} }`)
    const call = new Monty('await f()').start() as FunctionSnapshot
    expect(inspect(call.resume({ future: true }))).toMatch(
      /^FutureSnapshot { pendingCallIds: \[ 0 \]/,
    )
  })
})

describe('a paused run that is aborted', () => {
  test('ends with an error that Python cannot catch', () => {
    const code = 'try:\n    f()\nexcept BaseException:\n    pass\nfinally:\n    g()'
    const reason = new Error('no longer needed')
    const error = caught(() => atFunction(start(code)).abort(reason), MontyRuntimeError)
    expect(error.cause).toBe(reason)
    expect(error.exception).toMatchObject({ typeName: 'RuntimeError', message: 'no longer needed' })
    expect(error.traceback()[0]).toMatchObject({ filename: 'job.py', line: 2 })
  })

  test('says so without a reason, or takes the name of an exception', () => {
    const call = (): FunctionSnapshot => atFunction(start('f()'))
    expect(caught(() => call().abort()).message).toBe('RuntimeError: aborted by the host')
    const named = caught(() => call().abort({ type: 'ValueError', message: 'bad' }))
    expect(named.exception).toMatchObject({ typeName: 'ValueError', message: 'bad' })
    expect(named.cause).toBe(undefined)
  })

  test('can be at any kind of pause', () => {
    const pauses = [
      atOs(start('import os\nos.getenv("HOME")')),
      atName(start('unknown')),
      atFutures(atFunction(start('x = f()\nawait x')).resume({ future: true })),
    ]
    for (const pause of pauses) {
      expect(caught(() => pause.abort()).message).toMatch(/aborted by the host/)
      expect(caught(() => pause.abort()).message).toBe('Progress already resumed')
    }
  })
})

describe('a run that waits for the operating system', () => {
  test.each<[string, string, unknown[]]>([
    ['import os\nos.getenv("HOME", "?")', 'os.getenv', ['HOME', '?']],
    ['open("/a.txt").read()', 'open', ['/a.txt']],
    ['import crm', 'import', ['crm']],
    ['import time\ntime.sleep(0.5)', 'time.sleep', [0.5]],
    ['import asyncio\nawait asyncio.sleep(0.25)', 'asyncio.sleep', [0.25]],
  ])('tells what is called: %s', (code, name, args) => {
    const call = atOs(start(code))
    expect(call.kind).toBe('os')
    expect(call.functionName).toBe(name)
    expect(call.args.slice(0, args.length).map((arg) => String(arg))).toEqual(args.map(String))
    expect(call.position.filename).toBe('job.py')
    expect(call.usage.hostCalls).toBe(1)
  })

  test('goes on with a value or an exception', () => {
    const code = 'import os\nos.getenv("HOME")'
    expect(atEnd(atOs(start(code)).resume({ returnValue: '/root' })).output).toBe('/root')
    const exception = { type: 'PermissionError', message: 'no' }
    const error = caught(() => atOs(start(code)).resume({ exception }))
    expect(error.exception).toMatchObject({ typeName: 'PermissionError', message: 'no' })
  })

  test('goes on with a future where Python waits for one', () => {
    const code = 'import asyncio\nawait asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))\n"done"'
    const first = atOs(start(code))
    const second = atOs(first.resume({ future: true }))
    const waiting = atFutures(second.resume({ future: true }))
    expect(waiting.pendingCallIds).toEqual([first.callId, second.callId])
    const answers = waiting.pendingCallIds.map((callId) => ({ callId, returnValue: null }))
    expect(atEnd(waiting.resume(answers)).output).toBe('done')
  })

  test('refuses a future where Python needs the value, and still waits', () => {
    const call = atOs(start('import os\nos.getenv("HOME")'))
    expect(caught(() => call.resume({ future: true })).code).toBe('MONTY_USAGE')
    expect(atEnd(call.resume({ returnValue: '/root' })).output).toBe('/root')
  })
})

describe('a run that waits for a name', () => {
  test('tells which, and where', () => {
    const lookup = atName(start('x = 1\nanswer + x'))
    expect([lookup.kind, lookup.variableName, lookup.receiver]).toEqual([
      'name',
      'answer',
      undefined,
    ])
    expect(lookup.position).toEqual({ filename: 'job.py', start: 6, end: 12 })
    expect(lookup.usage.hostCalls).toBe(0)
  })

  test('goes on with a value, an exception, or a NameError', () => {
    expect(atEnd(atName(start('answer + 1')).resume({ value: 41 })).output).toBe(42)
    const exception = { type: 'LookupError', message: 'no' }
    const refused = caught(() => atName(start('answer')).resume({ exception }))
    expect(refused.exception).toMatchObject({ typeName: 'LookupError', message: 'no' })
    const unknown = caught(() => atName(start('answer')).resume())
    expect(unknown.exception).toMatchObject({
      typeName: 'NameError',
      message: "name 'answer' is not defined",
    })
  })

  test('goes on without holding the event loop', async () => {
    const end = await atName(start('answer + 1')).resumeAsync({ value: 1 })
    expect(atEnd(end).output).toBe(2)
  })

  test('goes on with a function, the calls of which it waits for', () => {
    const code = 'double = answer\n[double(1)], double(2, by=3)'
    let progress = atName(start(code)).resume({ value: () => 0 })
    const calls: unknown[] = []
    while (progress instanceof FunctionSnapshot) {
      calls.push([progress.functionName, progress.args, progress.kwargs])
      progress = progress.resume({ returnValue: calls.length })
    }
    expect(calls).toEqual([
      ['answer', [1], {}],
      ['answer', [2], { by: 3 }],
    ])
    expect([...(atEnd(progress).output as unknown[])]).toEqual([[1], 2])
  })

  test('asks again for each run only', () => {
    const second = atName(atName(start('a + b')).resume({ value: 1 }))
    expect(second.variableName).toBe('b')
    expect(atEnd(second.resume({ value: 2 })).output).toBe(3)
  })

  test('refuses an answer that makes no sense', () => {
    const lookup = atName(start('answer'))
    expect(caught(() => lookup.resume({ returnValue: 1 } as never)).code).toBe('MONTY_USAGE')
    expect(atEnd(lookup.resume({ value: null })).output).toBe(null)
  })
})

describe('a run that waits for futures', () => {
  const code = `
import asyncio
async def one(name):
    try:
        return await fetch(name)
    except ValueError as e:
        return 'caught ' + str(e)
await asyncio.gather(one('a'), one('b'), fetch('c'))`

  function started(): { calls: FunctionSnapshot[]; waiting: FutureSnapshot } {
    const calls: FunctionSnapshot[] = []
    let progress = start(code)
    while (progress instanceof FunctionSnapshot) {
      calls.push(progress)
      progress = progress.resume({ future: true })
    }
    return { calls, waiting: atFutures(progress) }
  }

  test('tells which calls are pending', () => {
    const { calls, waiting } = started()
    expect(waiting.kind).toBe('futures')
    expect(new Set(calls.map(({ args }) => args[0]))).toEqual(new Set(['a', 'b', 'c']))
    expect(waiting.pendingCallIds).toEqual(calls.map(({ callId }) => callId))
  })

  test('goes on with all outcomes at once, in any order', () => {
    const { calls, waiting } = started()
    const answers = calls
      .toReversed()
      .map(({ callId, args }) => ({ callId, returnValue: `${String(args[0])}!` }))
    expect(atEnd(waiting.resume(answers)).output).toEqual(['a!', 'b!', 'c!'])
  })

  test('goes on with some, and waits for the others', async () => {
    const { calls, waiting } = started()
    const [c, a, b] = ['c', 'a', 'b'].map((name) => calls.find(({ args }) => args[0] === name)!)
    const second = atFutures(waiting.resume([{ callId: b!.callId, returnValue: 2 }]))
    expect(second.pendingCallIds).toEqual([c!.callId, a!.callId])
    const exception = { type: 'ValueError', message: 'no a' }
    const third = atFutures(await second.resumeAsync([{ callId: a!.callId, exception }]))
    const end = atEnd(third.resume([{ callId: c!.callId, returnValue: 3 }]))
    expect(end.output).toEqual(['caught no a', 2, 3])
  })

  test('refuses outcomes of calls that are not pending, and still waits', () => {
    const { calls, waiting } = started()
    const unknown = caught(() => waiting.resume([{ callId: 999, returnValue: 1 }]))
    expect(unknown.message).toMatch(/call 999 is not pending/)
    for (const answers of [[], {}, [{ callId: calls[0]!.callId }], [null]]) {
      expect(caught(() => waiting.resume(answers as never)).code).toBe('MONTY_USAGE')
    }
    const twice = [1, 2].map((returnValue) => ({ callId: calls[0]!.callId, returnValue }))
    expect(caught(() => waiting.resume(twice)).code).toBe('MONTY_USAGE')
    const all = calls.map(({ callId }) => ({ callId, returnValue: 0 }))
    expect(atEnd(waiting.resume(all)).output).toEqual([0, 0, 0])
  })

  test('cannot be driven by runMontyAsync, which does not know the calls', async () => {
    const { waiting } = started()
    const error = await rejection(runMontyAsync(waiting))
    expect(error.code).toBe('MONTY_USAGE')
    expect(error.message).toMatch(/resume it with their outcomes/)
  })

  test('is told, not left hanging, when a driver meets futures it did not make', async () => {
    const first = atFunction(start('import asyncio\nawait asyncio.gather(f(1), f(2))'))
    const second = atFunction(first.resume({ future: true }))
    const error = await rejection(
      runMontyAsync(second, { externalFunctions: { f: async (x: number) => x } }),
    )
    expect(error.code).toBe('MONTY_USAGE')
  })
})

type PausedClass = (abstract new (...args: never[]) => PausedRun) & Pick<typeof PausedRun, 'load'>

describe('a snapshot', () => {
  const key = 'a secret of enough bytes'
  const cases = {
    function: { make: () => atFunction(start('f(1) + 1')), type: FunctionSnapshot },
    os: { make: () => atOs(start('import os\nos.getenv("A")')), type: OsSnapshot },
    name: { make: () => atName(start('answer')), type: NameLookupSnapshot },
    futures: {
      make: () => atFutures(atFunction(start('x = f()\nawait x')).resume({ future: true })),
      type: FutureSnapshot,
    },
  } satisfies Record<string, { make: () => PausedRun; type: PausedClass }>
  const kinds = Object.keys(cases) as Array<keyof typeof cases>

  test.each(kinds)('of a run at a %s pause loads as the same pause', (kind) => {
    const { make, type } = cases[kind]
    const paused = make()
    const loaded = PausedRun.load(paused.dump({ key }), { key })
    expect(loaded).toBeInstanceOf(type)
    expect(loaded.kind).toBe(kind)
    expect(loaded.scriptName).toBe('job.py')
    expect(loaded.position).toEqual(paused.position)
    expect(loaded.usage).toEqual(paused.usage)
    expect(type.load(paused.dump({ key }), { key })).toBeInstanceOf(type)
  })

  test.each(kinds)('of a %s pause is refused by the other kinds', (kind) => {
    const bytes = cases[kind].make().dump()
    for (const other of kinds.filter((one) => one !== kind)) {
      const error = caught(() => cases[other].type.load(bytes), MontySnapshotError)
      expect(error.reason).toBe('format')
      expect(error.message).toContain(`of kind ${kind}`)
    }
    expect(caught(() => MontySession.load(bytes), MontySnapshotError).reason).toBe('format')
  })

  test('of a call carries its arguments and its id', () => {
    const call = atFunction(start('f([1, {"a": b"x"}], k=(1, 2))'))
    const loaded = FunctionSnapshot.load(call.dump())
    expect([loaded.functionName, loaded.callId]).toEqual(['f', call.callId])
    expect(loaded.args).toStrictEqual(call.args)
    expect(loaded.kwargs).toStrictEqual(call.kwargs)
  })

  test('goes on where the run stood, as often as it is loaded, and so does the run', () => {
    const call = atFunction(start('a = [1]\na.append(f())\na'))
    const bytes = call.dump()
    const ends = [2, 3].map(
      (returnValue) => atEnd(FunctionSnapshot.load(bytes).resume({ returnValue })).output,
    )
    expect(ends).toEqual([
      [1, 2],
      [1, 3],
    ])
    expect(atEnd(call.resume({ returnValue: 4 })).output).toEqual([1, 4])
  })

  test('of futures goes on with their outcomes', () => {
    const loaded = FutureSnapshot.load(cases.futures.make().dump())
    const [callId] = loaded.pendingCallIds as [number]
    expect(atEnd(loaded.resume([{ callId, returnValue: 'late' }])).output).toBe('late')
  })

  test('can be taken again and again along a run', () => {
    let progress = start('total = 0\nfor i in range(5):\n    total += f(i)\ntotal')
    let steps = 0
    while (!(progress instanceof MontyComplete)) {
      const call = FunctionSnapshot.load(atFunction(progress).dump())
      progress = call.resume({ returnValue: (call.args[0] as number) * 10 })
      steps++
    }
    expect([progress.output, steps]).toEqual([100, 5])
  })

  test('keeps limits and what was used of them', () => {
    const monty = new Monty('for i in range(9):\n    f()')
    let call = atFunction(monty.start({ limits: { maxHostCalls: 3 } }))
    for (let calls = 1; calls < 3; calls++) {
      call = FunctionSnapshot.load(atFunction(call.resume({ returnValue: 0 })).dump())
    }
    expect(call.usage.hostCalls).toBe(3)
    const error = caught(() => call.resume({ returnValue: 0 }))
    expect(error).toMatchObject({ code: 'MONTY_LIMIT', limit: 'hostCalls', used: 4, allowed: 3 })
  })

  test('keeps clock, seed and working directory', () => {
    const code = `
import random
from datetime import datetime
from pathlib import Path
f()
(str(datetime.now()), random.random(), str(Path.cwd()))`
    const options = { clock: new Date(1e12), random: { seed: 7 }, cwd: '/work' }
    const whole = new Monty(code).run({ ...options, externalFunctions: { f: () => null } })
    const bytes = atFunction(new Monty(code).start(options)).dump()
    expect(atEnd(FunctionSnapshot.load(bytes).resume({ returnValue: null })).output).toEqual(whole)
  })

  test('of a session feed goes on as a run of its own', () => {
    const session = new MontySession()
    session.feed('x = 40')
    const call = atFunction(session.feedStart('x += f()\nx'))
    const bytes = call.dump()
    expect(atEnd(call.resume({ returnValue: 1 })).output).toBe(41)
    expect(atEnd(FunctionSnapshot.load(bytes).resume({ returnValue: 2 })).output).toBe(42)
    expect(session.feed('x')).toBe(41)
    session.dispose()
  })
})

describe('the end of a run', () => {
  test('has its output and what was used', () => {
    const end = atEnd(start('print("hé")\nx = list(range(10_000))\nlen(x)'))
    expect(end).toBeInstanceOf(MontyComplete)
    expect(end.output).toBe(10_000)
    expect(end.usage.outputBytes).toBe(4)
    expect(end.usage.peakMemoryBytes).toBeGreaterThan(100_000)
    expect(end.usage.durationMs).toBeGreaterThan(0)
    expect(end.usage.hostCalls).toBe(0)
  })

  test('counts the calls of the whole run', () => {
    let progress = start('f()\nf()\nimport os\nos.getenv("A")')
    for (let step = 0; step < 3; step++) {
      if (progress instanceof MontyComplete) throw new Error('it ended early')
      progress = (progress as FunctionSnapshot).resume({ returnValue: null })
    }
    expect(atEnd(progress).usage.hostCalls).toBe(3)
  })
})

describe('a file that is opened at a pause', () => {
  const asked = (paused: unknown): OsSnapshot => {
    if (paused instanceof OsSnapshot) return paused
    throw new Error(JSON.stringify(paused))
  }

  test('is opened by its content, for which Python asks next', () => {
    for (const [code, content, value] of [
      ['open("/f").read()', 'a,b', 'a,b'],
      ['len(open("/f", "rb").read())', Buffer.from('abc'), 3],
    ] as const) {
      const opening = asked(new Monty(code).start())
      expect(opening.functionName).toBe('open')
      const reading = asked(opening.resume({ returnValue: content }))
      expect(reading.functionName).toMatch(/^Path\.read_/)
      expect(reading.resume({ returnValue: content })).toMatchObject({ output: value })
    }
  })

  test('is none that can be written', () => {
    const code =
      'try:\n    open("/f", "w")\nexcept PermissionError as error:\n    said = str(error)\nsaid'
    const ended = asked(new Monty(code).start()).resume({ returnValue: 'text' })
    expect(ended).toMatchObject({
      output: expect.stringContaining('only content to read') as string,
    })
  })
})
