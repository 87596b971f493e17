import { describe, expect, test } from 'vitest'
import {
  MemoryFileSystem,
  Monty,
  MontyError,
  MontyUsageError,
  MountDir,
  PyException,
  PythonModule,
  runMontyAsync,
  stubs,
  tool,
} from 'monty-node'
import { z } from 'zod'
import { caught, rejection } from '../support/caught.js'

const bad = (value: unknown): never => value as never
const execute = (): number => 1
const isOption = (name: string, what: string): string => `${name} is not an option of ${what}; `

describe('what makes no sense is refused by name:', () => {
  test.each<[string, () => unknown, string]>([
    ['a mode alone', () => new MountDir('/d', '.', bad('overlay')), 'options of MountDir must be'],
    [
      'an unknown option of a mount',
      () => new MountDir('/d', '.', bad({ readOnly: true })),
      isOption('readOnly', 'MountDir'),
    ],
    [
      'an unknown option of a module',
      () => new PythonModule({}, bad({ doc: 'x' })),
      isOption('doc', 'PythonModule'),
    ],
    [
      'an unknown option of stubs',
      () => stubs({}, bad({ module: {} })),
      isOption('module', 'stubs()'),
    ],
    [
      'inputs of stubs in a schema of a library',
      () => stubs({}, { inputs: bad(z.object({})) }),
      'inputs of stubs() must be a JSON Schema',
    ],
    ['members in a map', () => new PythonModule(bad(new Map())), 'PythonModule takes an object'],
    [
      'files in a map',
      () => new MemoryFileSystem({ files: bad(new Map()) }),
      'files must be an object',
    ],
    [
      'no dump of files',
      () => MemoryFileSystem.load(bad(undefined)),
      'must be a Buffer or Uint8Array',
    ],
    [
      'an environment in a list',
      () => new Monty('1').run({ env: bad(['A']) }),
      'env must be an object',
    ],
    [
      'a description that is none',
      () => tool({ description: bad(5), input: {}, execute }),
      'description must be a string',
    ],
    [
      'an approval that is none',
      () => tool({ needsApproval: bad('always'), input: {}, execute }),
      'needsApproval must be true, false, or a function of the input',
    ],
    [
      'async that is none',
      () => tool({ async: bad('no'), input: {}, execute }),
      'async must be true',
    ],
    [
      'restartable that is none',
      () => tool({ restartable: bad(1), input: {}, execute }),
      'restartable',
    ],
    ['stubs that are none', () => new Monty('1').typeCheck(bad(5)), 'the stubs must be a string'],
    [
      'a clock that shows no time',
      () => new Monty('import time\ntime.time()').run({ clock: () => bad(5) }),
      'the function that is the clock must give a valid Date',
    ],
  ])('%s', (_, use, message) => {
    expect(caught(use, MontyUsageError).message).toContain(message)
  })

  test('an unknown option of an asynchronous type check', async () => {
    const checking = new Monty('1').typeCheckAsync('', bad({ isolaton: 'process' }))
    const { message } = await rejection(checking, MontyUsageError)
    expect(message).toBe(`${isOption('isolaton', 'typeCheckAsync')}there are: isolation`)
  })

  test('a format that errors do not have', () => {
    const error = caught(() => new Monty('1 / 0').run(), MontyError)
    expect(() => error.display(bad('full'))).toThrow(
      "format must be 'traceback', 'type-msg' or 'msg'",
    )
  })
})

test('stubs that are not Python are shown where they are not', () => {
  const told = (typeStubs: string): string =>
    caught(() => new Monty('1', { typeCheck: true, typeStubs }), MontyUsageError).message
  expect(told('def f(x: int) -> int: ...\ndef g(y: ) -> int: ...\n')).toBe(
    'type checking failed: the stubs are not Python: Expected an expression in the line: def g(y: ) -> int: ...',
  )
  expect(told('def f(')).toMatch(/unexpected EOF while parsing/)
})

test('a PyException that a host function throws is that exception in Python', async () => {
  const monty = new Monty('try:\n    f()\nexcept KeyError as error:\n    told = str(error)\ntold')
  const externalFunctions = {
    f: () => {
      throw new PyException('KeyError', 'no tea')
    },
  }
  expect(await runMontyAsync(monty, { externalFunctions })).toContain('no tea')
})
