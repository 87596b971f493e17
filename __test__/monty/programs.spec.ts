import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Language, Monty, type MontyError, PyFloat, PyTuple, runMontyAsync } from 'monty-node'
import {
  canonical,
  findPrograms,
  loadPrograms,
  type Program,
  tableFunctions,
} from '../../examples/demo/programs.js'
import { rejection } from '../support/caught.js'

const { path: folder, isBundled } = findPrograms()

interface Ran {
  readonly value: unknown
  readonly stdout: string
  readonly stderr: string
}

async function run(
  program: Program,
  delayMs: number,
  concurrency: 'concurrent' | 'serial' = 'concurrent',
  language: Language = 'python',
): Promise<Ran> {
  const printed = { stdout: '', stderr: '' }
  const monty = new Monty(program.code, {
    inputs: Object.keys(program.inputs),
    scriptName: `${program.name}.py`,
    language,
  })
  const value = await runMontyAsync(monty, {
    inputs: program.inputs,
    floats: 'PyFloat',
    concurrency,
    externalFunctions: tableFunctions(program.tools, { delayMs }),
    printCallback: (stream, text) => {
      printed[stream] += text
    },
  })
  return { value, ...printed }
}

/** A value as text that tells `5.0` from `5`, as well as all else that Python does. */
function exactly(value: unknown): string {
  return canonical(markFloats(value))
}

function markFloats(value: unknown): unknown {
  if (value instanceof PyFloat) {
    return Number.isInteger(value.value) ? { wholeFloat: value.value } : value.value
  }
  if (value instanceof PyTuple) return new PyTuple(...[...value].map(markFloats))
  if (Array.isArray(value)) return value.map(markFloats)
  if (value instanceof Set) return new Set([...value].map(markFloats))
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [markFloats(key), markFloats(item)]))
  }
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, markFloats(item)]))
}

describe('each program gives the same when its calls run one at a time:', () => {
  test.each(loadPrograms(folder).map((program) => [program.name, program] as const))(
    '%s',
    async (_name, program) => {
      const { value, stdout } = await run(program, 0, 'serial')
      expect(exactly(value)).toBe(exactly(program.expected))
      expect(stdout).toBe(program.stdout)
    },
  )
})

describe('each program gives the value and the output of CPython:', () => {
  const programs = loadPrograms(folder)

  test('there are some', () => expect(programs.length).toBeGreaterThan(2))

  test.each(programs.map((program) => [program.name, program] as const))(
    '%s',
    async (_name, program) => {
      for (const delayMs of [0, 1]) {
        const { value, stdout, stderr } = await run(program, delayMs)
        expect(exactly(value)).toBe(exactly(program.expected))
        expect(stdout).toBe(program.stdout)
        expect(stderr).toBe('')
      }
    },
  )

  test('also when all of them run at once', async () => {
    const all = await Promise.all(programs.map(async (program) => run(program, 1)))
    expect(all.map(({ value }) => exactly(value))).toEqual(
      programs.map(({ expected }) => exactly(expected)),
    )
    expect(all.map(({ stdout }) => stdout)).toEqual(programs.map(({ stdout }) => stdout))
  })
})

/** A program that needs what Monty lacks, the first line of the error that says so, and what CPython makes of it. */
interface Unsupported extends Program {
  readonly cpython_expected: unknown
  readonly cpython_stdout: string
  readonly monty_error: string
}

describe.skipIf(isBundled)('each program that Monty does not support', () => {
  const unsupported = isBundled
    ? []
    : (loadPrograms(join(dirname(folder), 'unsupported')) as Unsupported[])

  test.each(unsupported.map((program) => [program.name, program] as const))(
    'says why: %s',
    async (_name, program) => {
      const error: MontyError = await rejection(run(program, 0, 'concurrent', 'monty'))
      const [firstLine] = error.display('type-msg').split('\n')
      expect(firstLine).toBe(program.monty_error)
      expect(['MONTY_SYNTAX', 'MONTY_RUNTIME']).toContain(error.code)
    },
  )

  test.each(unsupported.map((program) => [program.name, program] as const))(
    'gives as Python what CPython gives: %s',
    async (_name, program) => {
      const { value, stdout } = await run(program, 0)
      expect(exactly(value)).toBe(exactly(program.cpython_expected))
      expect(stdout).toBe(program.cpython_stdout)
    },
  )
})
