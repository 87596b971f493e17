import { describe, expect, test } from 'vitest'
import {
  hostObject,
  Monty,
  type MontyProgress,
  MontyRuntimeError,
  MontySession,
  PausedRun,
  runMontyAsync,
} from 'monty-node'
import {
  findPrograms,
  isSameValue,
  loadPrograms,
  tableFunctions,
} from '../../examples/demo/programs.js'
import { caught } from '../support/caught.js'
import { atEnd, atFunction, atFutures, atName, atOs } from '../support/paused.js'
import { findingsOf } from '../support/scenario.js'

const waiting = new Monty('wait()')
const crowd: MontyProgress[] = []

/** So many runs pause after one that it is kept as bytes. They wait until the tests are over. */
function overtaken<P>(paused: P): P {
  for (let count = 0; count < 1_100; count++) crowd.push(waiting.start())
  return paused
}

const state = 'xs = [1]\nys = xs\nprint("here")\n'
const start = (code: string): MontyProgress =>
  new Monty(state + code, { scriptName: 'a.py' }).start()

describe('a paused run that a thousand others overtake', () => {
  test('goes on from a function call', () => {
    const call = overtaken(atFunction(start('ys.append(f(xs, n=2))\nxs')))
    expect([call.functionName, call.args, call.kwargs]).toEqual(['f', [[1]], { n: 2 }])
    const end = atEnd(call.resume({ returnValue: 5 }))
    expect(end.output).toEqual([1, 5])
    expect(end.usage).toMatchObject({ hostCalls: 1, outputBytes: 5 })
  })

  test('goes on from an operating system call', () => {
    const call = overtaken(atOs(start('import os\nos.getenv("HOME") + "!"')))
    expect(atEnd(call.resume({ returnValue: '/root' })).output).toBe('/root!')
  })

  test('goes on from a name', () => {
    const lookup = overtaken(atName(start('n = unknown\nn + len(ys)')))
    expect(atEnd(lookup.resume({ value: 4 })).output).toBe(5)
  })

  test('goes on from a wait for futures, and is overtaken again', () => {
    let progress = start('import asyncio\nawait asyncio.gather(f(1), f(2))')
    const [first, second] = [1, 2].map(() => {
      const call = overtaken(atFunction(progress))
      progress = call.resume({ future: true })
      return call.callId
    })
    const half = overtaken(atFutures(progress)).resume([{ callId: second!, returnValue: 'b' }])
    const whole = overtaken(atFutures(half)).resume([{ callId: first!, returnValue: 'a' }])
    expect(atEnd(whole).output).toEqual(['a', 'b'])
  })

  test('fails where it would', () => {
    const exception = new RangeError('far')
    const call = overtaken(atFunction(start('def g():\n    return f()\ng()')))
    const error = caught(() => call.resume({ exception }), MontyRuntimeError)
    expect(error.cause).toBe(exception)
    expect(error.traceback().map(({ line, sourceLine }) => [line, sourceLine])).toEqual([
      [6, 'g()'],
      [5, '    return f()'],
    ])
  })

  test('can be dumped, aborted, and driven to its end', async () => {
    const paused = (): PausedRun => overtaken(atFunction(start('f() + await g()')))
    const loaded = PausedRun.load(paused().dump())
    const externalFunctions = { f: () => 1, g: async () => 2 }
    expect(await runMontyAsync(loaded, { externalFunctions })).toBe(3)
    expect(await runMontyAsync(paused(), { externalFunctions })).toBe(3)
    const ended = caught(() => paused().abort({ type: 'ValueError', message: 'no' }))
    expect(ended.message).toContain('no')
  })

  test('still waits after an answer that makes no sense', () => {
    const call = overtaken(atFunction(start('f()')))
    expect(caught(() => call.resume({} as never)).code).toBe('MONTY_USAGE')
    expect(atEnd(call.resume({ returnValue: 'fine' })).output).toBe('fine')
  })

  test('knows the objects of the host', () => {
    const user = { name: 'Ada' }
    hostObject(user, { attributes: ['name'], className: 'User' })
    const monty = new Monty('f(user)\nuser.name', { inputs: ['user'] })
    const call = overtaken(atFunction(monty.start({ inputs: { user } })))
    expect(call.args[0]).toBe(user)
    const lookup = overtaken(atName(call.resume({ returnValue: null })))
    expect(atEnd(lookup.resume({ value: 'Ada' })).output).toBe('Ada')
  })

  test('leaves its session as it would', () => {
    const session = new MontySession()
    session.feed('x = [1]')
    const call = overtaken(atFunction(session.feedStart('x.append(f())')))
    call.resume({ returnValue: 2 })
    expect(session.feed('x')).toEqual([1, 2])
  })

  test('can hold much, and is kept as it is then', () => {
    const call = overtaken(atFunction(new Monty('x = "x" * 1_000_000\nf()\nlen(x)').start()))
    expect(atEnd(call.resume({ returnValue: null })).output).toBe(1_000_000)
  })
})

test.each(loadPrograms(findPrograms().path).map((program) => [program.name, program] as const))(
  'a program that is overtaken at its first pause ends as it would: %s',
  async (_name, { code, inputs, tools, expected, stdout }) => {
    let printed = ''
    const printCallback = (_stream: string, text: string): void => {
      printed += text
    }
    const first = new Monty(code, { inputs: Object.keys(inputs) }).start({ inputs, printCallback })
    if (!(first instanceof PausedRun)) throw new Error('it calls nothing')
    const externalFunctions = tableFunctions(tools)
    const value = await runMontyAsync(overtaken(first), { externalFunctions })
    expect(isSameValue(value, expected)).toBe(true)
    expect(printed).toBe(stdout)
  },
)

test('paused runs take little memory, however many there are', async () => {
  const { bytesEach } = await findingsOf<{ bytesEach: number }>('many-paused')
  expect(bytesEach).toBeLessThan(14 * 1024)
})
