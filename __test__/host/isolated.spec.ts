import {
  hostObject,
  MemoryFileSystem,
  Monty,
  MontySession,
  MontyTypingError,
  PythonModule,
  stubs,
  tool,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { atEnd } from '../support/paused.js'

const add = tool({
  input: {
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number', default: 1 } },
    required: ['a'],
  },
  output: { type: 'number' },
  execute: ({ a, b }: { a: number; b: number }) => a + b,
})
const isolation = 'process'

describe('Python in a worker process', () => {
  it('reaches tools, modules, objects and files of this one', async () => {
    const files = new MemoryFileSystem({ files: { '/in': 'text' } })
    const clock = hostObject({ tick: () => 7 }, { methods: ['tick'], className: 'Clock' })
    const code = `
import asyncio, math_tools, os
sums = await asyncio.gather(add(1), add(a=2, b=3), math_tools.add(4))
with open('/out', 'w') as f:
    f.write(open('/in').read().upper())
[sums, clock.tick(), os.getenv('X'), repr(await add(1))]`
    const monty = new Monty(code, { inputs: ['clock'] })
    const value = await monty.runAsync({
      isolation,
      inputs: { clock },
      externalFunctions: { add },
      modules: { math_tools: new PythonModule({ add }) },
      files,
      env: { X: 'given' },
    })
    expect(value).toEqual([[2, 5, 5], 7, 'given', '2.0'])
    expect(files.readText('/out')).toBe('TEXT')
  })

  it('is checked against earlier feeds, and gives what it assigned', async () => {
    using session = new MontySession({
      isolation,
      typeCheck: true,
      typeStubs: stubs({ add }),
      lastAssignment: true,
      externalFunctions: { add },
    })
    expect(await session.feedAsync('x = await add(1)')).toBe(2)
    expect(await session.feedAsync('x + 1')).toBe(3)
    await expect(session.feedAsync('x.upper()')).rejects.toBeInstanceOf(MontyTypingError)
  })

  it('counts host calls and time for each feed, also for those that give what they assigned', async () => {
    using session = new MontySession({
      isolation,
      lastAssignment: true,
      limits: { maxHostCalls: 2, maxDurationMs: 1_000 },
      externalFunctions: { f: () => 1 },
    })
    for (let feed = 0; feed < 3; feed++) {
      expect(await session.feedAsync('x = f() + f()')).toBe(2)
      const end = atEnd(await session.feedStartAsync('y = sum(range(100_000))'))
      expect(end.output).toBe(4_999_950_000)
      expect(end.usage.hostCalls).toBe(0)
    }
    await expect(session.feedAsync('x = [f() for _ in range(3)]')).rejects.toMatchObject({
      limit: 'hostCalls',
    })
  })
})

describe('what Python prints', () => {
  it('keeps its streams apart and is all there when an error ends the run', () => {
    const printed = { stdout: '', stderr: '' }
    const code = `
import sys
for n in range(2000):
    print('line', n)
print('trouble', file=sys.stderr)
print('no end', end='')
1 / 0`
    const run = (): unknown =>
      new Monty(code).run({
        printCallback: (stream, text) => {
          printed[stream] += text
        },
      })
    expect(run).toThrow('ZeroDivisionError')
    expect(printed.stdout.split('\n').length).toBe(2001)
    expect(printed.stdout.endsWith('line 1999\nno end')).toBe(true)
    expect(printed.stderr).toBe('trouble\n')
  })
})
