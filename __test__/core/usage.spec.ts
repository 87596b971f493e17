import { describe, expect, test } from 'vitest'
import {
  type HostFunction,
  Monty,
  MontySession,
  MontyUsageError,
  type RunAsyncOptions,
  type RunOptions,
  runMontyAsync,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'

const monty = new Monty('1 + 1')
const doubled = new Monty('x * 2', { inputs: ['x'] })
const bad = (value: unknown): never => value as never

/** What is wrong with a call, as its error tells. */
const told = ({ code, message }: MontyUsageError): string => `${code}: ${message}`

describe('a program that cannot be one:', () => {
  test.each<[unknown, RegExp]>([
    [undefined, /code must be a string, but is undefined/],
    [null, /but is null/],
    [42, /but is number/],
    [{}, /but is object/],
    [['1'], /but is object/],
    [Buffer.from('1'), /but is object/],
    ['"\uD800"', /half of a surrogate pair/],
  ])('%o', async (code, message) => {
    expect(told(caught(() => new Monty(bad(code)), MontyUsageError))).toMatch(message)
    expect(told(await rejection(Monty.create(bad(code)), MontyUsageError))).toMatch(message)
    expect(told(caught(() => new MontySession().feed(bad(code)), MontyUsageError))).toMatch(message)
  })
})

describe('an option of a program that makes no sense:', () => {
  test.each<[object, RegExp]>([
    [{ input: ['x'] }, /input is not an option of Monty; there are: inputs, /],
    [{ inputs: 'x' }, /inputs must be an array of names/],
    [{ inputs: [1] }, /inputs: 1 is not a Python name/],
    [{ inputs: ['a b'] }, /inputs: "a b" is not a Python name/],
    [{ inputs: ['1a'] }, /is not a Python name/],
    [{ inputs: [''] }, /is not a Python name/],
    [{ inputs: ['a', 'a'] }, /a is listed twice/],
    [{ inputs: ['class'] }, /class.* Python/],
    [{ scriptName: 5 }, /scriptName must be a string/],
    [{ typeStubs: {} }, /typeStubs must be a string/],
    [{ typeCheck: 'yes' }, /typeCheck must be true or false/],
    [{ allowEval: 1 }, /allowEval must be true or false/],
    [{ assertMessages: -1 }, /assertMessages must be true, false, or a number/],
    [{ assertMessages: 1.5 }, /assertMessages/],
    [{ assertMessages: 'all' }, /assertMessages/],
    [{ limits: { maxCodeBytes: 'many' } }, /limits\.maxCodeBytes must be a number/],
    [{ limits: { maxCodeBytes: 1e9 } }, /limits\.maxCodeBytes can be at most 262144/],
    [
      { limits: { maxDurationMs: 5 } },
      /limits\.maxDurationMs is for runs, as in run\({ limits }\)/,
    ],
    [bad(7), /the options of Monty must be an object/],
    [bad('options'), /must be an object/],
    [bad(null), /must be an object/],
  ])('%o', async (options, message) => {
    expect(told(caught(() => new Monty('1', options), MontyUsageError))).toMatch(message)
    expect(told(await rejection(Monty.create('1', options), MontyUsageError))).toMatch(message)
  })

  test('a surrogate in its name', () => {
    expect(
      told(caught(() => new Monty('1', { scriptName: '\uD800.py' }), MontyUsageError)),
    ).toMatch(/scriptName/)
  })

  test.each(['größe', '_x', 'x1', '变量'])('but not the input name %s', (name) => {
    expect(new Monty(`${name} + 1`, { inputs: [name] }).run({ inputs: { [name]: 1 } })).toBe(2)
  })
})

/** Every way to run a program with options. */
const ways: Array<[string, (options: RunOptions, program?: Monty) => Promise<unknown>]> = [
  ['run', async (options, program = monty) => program.run(options)],
  ['runAsync', async (options, program = monty) => program.runAsync(options)],
  ['runMontyAsync', async (options, program = monty) => runMontyAsync(program, options)],
  ['start', async (options, program = monty) => program.start(options)],
  ['startAsync', async (options, program = monty) => program.startAsync(options)],
]

describe.each(ways)('inputs of %s that do not fit:', (_name, run) => {
  test.each<[unknown, RegExp]>([
    [undefined, /inputs\.x missing: the program declares it/],
    [{}, /inputs\.x missing/],
    [{ y: 1 }, /inputs\.y is not declared/],
    [{ x: 1, y: 2 }, /inputs\.y is not declared/],
    [[1], /inputs must be an object of values by name/],
    [new Map([['x', 1]]), /inputs must be an object of values by name/],
    ['x', /inputs must be an object/],
    [null, /inputs must be an object/],
    [5, /inputs must be an object/],
  ])('%o', async (inputs, message) => {
    expect(told(await rejection(run(bad({ inputs }), doubled), MontyUsageError))).toMatch(message)
  })

  test('any, for a program that declares none', async () => {
    const error = await rejection(run({ inputs: { x: 1 } }), MontyUsageError)
    expect(told(error)).toMatch(/inputs\.x is not declared: list it in the inputs of new Monty/)
  })
})

test.each([
  ['signal', 'run', () => monty.run({ signal: AbortSignal.timeout(1) } as never)],
  ['timeoutMs', 'start', () => monty.start({ timeoutMs: 5 } as never)],
  ['isolation', 'run', () => monty.run({ isolation: 'process' } as never)],
  ['intercept', 'feed', () => new MontySession().feed('1', { intercept: bad(1) } as never)],
])('%s, which only the asynchronous way has, is told to be of it: %s', (name, way, run) => {
  expect(caught(run, MontyUsageError).message).toMatch(
    new RegExp(`^${name} is not an option of ${way}, but of ${way}Async; there are: inputs, `),
  )
})

describe.each(ways)('an option of %s that makes no sense:', (name, run) => {
  test.each<[object, RegExp]>([
    [{ input: {} }, /input is not an option of /],
    [{ limits: 5 }, /limits must be an object/],
    [{ limits: null }, /limits must be an object/],
    [
      { limits: { maxDuration: 5 } },
      /limits\.maxDuration is not a limit; there are: maxDurationMs/,
    ],
    [{ limits: { maxDurationMs: -1 } }, /limits\.maxDurationMs must be a number of at least 0/],
    [{ limits: { maxDurationMs: Number.NaN } }, /limits\.maxDurationMs/],
    [{ limits: { maxDurationMs: '5' } }, /limits\.maxDurationMs/],
    [{ limits: { maxHostCalls: 1.5 } }, /limits\.maxHostCalls must be a whole number/],
    [{ limits: { maxConcurrentCalls: 0 } }, /limits\.maxConcurrentCalls .* at least 1/],
    [{ limits: { gcInterval: 0 } }, /limits\.gcInterval .* at least 1/],
    [{ limits: { maxRecursionDepth: 10_001 } }, /limits\.maxRecursionDepth can be at most 10000/],
    [{ limits: { maxRecursionDepth: Infinity } }, /limits\.maxRecursionDepth can be at most 10000/],
    [{ limits: { maxMemoryBytes: 5n } }, /limits\.maxMemoryBytes/],
    [{ printCallback: 'print' }, /printCallback must be a function/],
    [{ dicts: 'maps' }, /dicts must be 'auto' or 'map' or 'object'/],
    [{ cycles: true }, /cycles must be 'error' or 'placeholder'/],
    [{ clock: 'now' }, /clock must be/],
    [{ clock: new Date(Number.NaN) }, /clock must be/],
    [{ clock: 5 }, /clock must be/],
    [{ timeZone: 5 }, /timeZone must be an IANA name/],
    [{ timeZone: 'Mars/Olympus' }, /Mars\/Olympus/],
    [{ random: 5 }, /random\.seed must be .*, as in \{ random: \{ seed: 42 \} \}/],
    [{ random: { seed: Number.NaN } }, /random\.seed must be/],
    [{ random: {} }, /random\.seed must be/],
    [{ cwd: 'relative' }, /cwd must be an absolute path/],
    [{ cwd: 5 }, /cwd must be an absolute path/],
    [bad(7), /must be an object/],
    [bad(null), /must be an object/],
  ])('%o', async (options, message) => {
    expect(told(await rejection(run(options), MontyUsageError))).toMatch(message)
  })

  test('one of a thing that is not passed on', async () => {
    const synchronous = name === 'run' || name === 'start'
    const unknown: object[] = synchronous
      ? [{ signal: AbortSignal.timeout(1) }, { timeoutMs: 5 }]
      : [{ abort: AbortSignal.timeout(1) }]
    if (name.startsWith('start')) unknown.push({ externalFunctions: {} }, { sleep: 'instant' })
    for (const options of unknown) {
      expect(told(await rejection(run(options), MontyUsageError))).toMatch(/is not an option of/)
    }
  })
})

const running = ways.filter(([name]) => !name.startsWith('start'))
describe.each(running)('what %s is given to call that cannot be called:', (_name, run) => {
  test.each<[unknown, RegExp]>([
    [{ f: 5 }, /externalFunctions\.f must be a function.*, but is number/],
    [{ f: null }, /externalFunctions\.f must be a function.*, but is null/],
    [{ f: undefined }, /externalFunctions\.f must be a function.*, but is undefined/],
    [{ f: {} }, /externalFunctions\.f must be a function/],
    [{ g: () => 1, f: 'f' }, /externalFunctions\.f/],
    [5, /externalFunctions must be an object/],
    [null, /externalFunctions must be an object/],
    [[() => 1], /externalFunctions must be an object of functions by name/],
    [() => 1, /externalFunctions must be an object/],
    [new Map([['f', () => 1]]), /externalFunctions must be an object/],
    [
      { filter: () => 1 },
      /externalFunctions\.filter: Python has a built-in filter, .* another name/,
    ],
    [{ KeyError: () => 1 }, /Python has a built-in KeyError/],
  ])('%o', async (externalFunctions, message) => {
    expect(told(await rejection(run(bad({ externalFunctions })), MontyUsageError))).toMatch(message)
  })

  test('nothing that an object inherits', async () => {
    const program = new Monty('toString()')
    const inherited = Object.create({ f: () => 1 }) as Record<string, HostFunction>
    await expect(run({ externalFunctions: inherited }, program)).rejects.toThrow(
      "NameError: name 'toString' is not defined",
    )
    await expect(run({ externalFunctions: inherited }, new Monty('f()'))).rejects.toThrow(
      "NameError: name 'f' is not defined",
    )
  })

  test('a way to sleep that is none', async () => {
    const error = await rejection(run(bad({ sleep: 'soon' })), MontyUsageError)
    expect(told(error)).toMatch(/sleep must be 'real' or 'instant', or a function of milliseconds/)
  })
})

describe('an asynchronous run', () => {
  test.each<[RunAsyncOptions, RegExp]>([
    [{ signal: bad({}) }, /signal must be an AbortSignal/],
    [{ signal: bad(5) }, /signal must be an AbortSignal/],
    [{ timeoutMs: -1 }, /timeoutMs must be a number of at least 0/],
    [{ timeoutMs: Number.NaN }, /timeoutMs/],
    [{ timeoutMs: bad('5') }, /timeoutMs/],
    [{ concurrency: bad('parallel') }, /concurrency must be 'concurrent' or 'serial'/],
    [{ intercept: bad(5) }, /intercept must be a function/],
    [{ isolation: bad('thread') }, /isolation/],
  ])('refuses %o', async (options, message) => {
    expect(told(await rejection(runMontyAsync(monty, options), MontyUsageError))).toMatch(message)
  })

  test.each([undefined, null, '1 + 1', {}, 5])('cannot be of %o', async (run) => {
    const error = await rejection(runMontyAsync(bad(run)), MontyUsageError)
    expect(told(error)).toMatch(/runMontyAsync runs a Monty or a paused run/)
  })

  test.each(['inputs', 'limits', 'clock', 'timeZone', 'random', 'cwd'])(
    'of a paused run cannot change its %s',
    async (name) => {
      const paused = new Monty('f()').start()
      const run = runMontyAsync(bad(paused), { [name]: name === 'cwd' ? '/a' : {} })
      expect(told(await rejection(run, MontyUsageError))).toMatch(
        new RegExp(`${name} was set when`),
      )
      const externalFunctions = { f: () => 'still waits' }
      expect(await runMontyAsync(bad(paused), { externalFunctions })).toBe('still waits')
    },
  )

  test('never throws before it returns its promise', async () => {
    const promise = runMontyAsync(bad(null), bad({ nonsense: 1 }))
    expect(promise).toBeInstanceOf(Promise)
    await rejection(promise, MontyUsageError)
    await rejection(monty.runAsync(bad({ nonsense: 1 })), MontyUsageError)
    await rejection(monty.startAsync(bad({ nonsense: 1 })), MontyUsageError)
    await rejection(new MontySession().feedAsync(bad(1)), MontyUsageError)
  })
})

describe('a session', () => {
  test.each<[object, RegExp]>([
    [{ inputs: ['x'] }, /inputs/],
    [{ check: true }, /check is not an option of MontySession/],
    [{ checkpoint: 'yes' }, /checkpoint must be true or false/],
    [{ scriptName: 5 }, /scriptName must be a string/],
    [{ limits: { maxHostCalls: -1 } }, /limits\.maxHostCalls/],
    [{ externalFunctions: { f: 5 } }, /externalFunctions\.f/],
    [bad(null), /must be an object/],
  ])('refuses %o', (options, message) => {
    expect(told(caught(() => new MontySession(options), MontyUsageError))).toMatch(message)
  })

  test.each<[object, RegExp]>([
    [{ limits: {} }, /limits is not an option of feed/],
    [{ inputs: [1] }, /inputs must be an object/],
    [{ inputs: { 'a b': 1 } }, /a b.* Python name/],
    [{ externalFunctions: { f: 5 } }, /externalFunctions\.f/],
    [bad(5), /must be an object/],
  ])('refuses a feed with %o, and stays usable', (options, message) => {
    const session = new MontySession()
    session.feed('x = 1')
    expect(told(caught(() => session.feed('x = 2', options), MontyUsageError))).toMatch(message)
    expect(session.feed('x')).toBe(1)
  })

  test('refuses arguments of no kind', () => {
    const session = new MontySession()
    session.feed('def f(*a, **k):\n    return a')
    expect(told(caught(() => session.callFunction('f', bad(5)), MontyUsageError))).toMatch(
      /args must be an array/,
    )
    expect(told(caught(() => session.callFunction('f', [], bad(5)), MontyUsageError))).toMatch(
      /kwargs must be an object/,
    )
  })
})

test('an option that is undefined is one that is not given', async () => {
  const options = {
    inputs: undefined,
    externalFunctions: undefined,
    limits: undefined,
    printCallback: undefined,
    dicts: undefined,
    cycles: undefined,
    clock: undefined,
    timeZone: undefined,
    random: undefined,
    sleep: undefined,
    cwd: undefined,
  }
  expect(monty.run(bad(options))).toBe(2)
  expect(monty.run(bad({ limits: { maxDurationMs: undefined } }))).toBe(2)
  const more = {
    signal: undefined,
    timeoutMs: undefined,
    concurrency: undefined,
    intercept: undefined,
  }
  expect(await runMontyAsync(monty, bad({ ...options, ...more }))).toBe(2)
  expect(new Monty('1', bad({ inputs: undefined, scriptName: undefined })).run()).toBe(1)
})
