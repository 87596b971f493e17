import { readdirSync } from 'node:fs'
import {
  FutureSnapshot,
  type HostFunction,
  type HostError,
  Monty,
  MontyComplete,
  MontyError,
  type MontyProgress,
  PyFunction,
  NameLookupSnapshot,
  OsSnapshot,
  PausedRun,
} from 'monty-node'
import { describe, expect, it } from 'vitest'
import { Answers, readRecorded, type Recorded } from './recorded.js'

/** Scripts as models write them, with the answers of their tools; CPython told what they print. */
const NAMES = readdirSync(new URL('agent/', import.meta.url))
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -'.py'.length))

const EXACT = { floats: 'PyFloat', dicts: 'map' } as const

describe('a script of an agent prints what CPython prints', () => {
  it.each(NAMES)('%s', async (name) => {
    const recorded = readRecorded(name)
    expect(await output(runAtOnce(recorded, 'none'))).toBe(recorded.output)
  })
})

describe('in a worker process, too', () => {
  it.each(NAMES)('%s', async (name) => {
    const recorded = readRecorded(name)
    expect(await output(runAtOnce(recorded, 'process'))).toBe(recorded.output)
  })
})

describe('dumped and loaded at each pause, too', () => {
  it.each(NAMES)('%s', async (name) => {
    const recorded = readRecorded(name)
    expect(await output(runInPieces(recorded))).toBe(recorded.output)
  })
})

describe('no type check refuses a script that runs', () => {
  it.each(NAMES)('%s', (name) => {
    const { code, tools } = readRecorded(name)
    const typeStubs = Object.entries(tools)
      .map(
        ([tool, { async }]) =>
          `${async ? 'async ' : ''}def ${tool}(*args: Any, **kwargs: Any) -> Any: ...`,
      )
      .join('\n')
    const options = { typeCheck: true, typeStubs: `from typing import Any\n${typeStubs}` }
    expect(() => new Monty(code, options)).not.toThrow()
  })
})

type Run = (print: (text: string) => void) => Promise<unknown>

/** What is printed, and below it the value or the error. */
async function output(run: Run): Promise<string> {
  let printed = ''
  const print = (text: string): void => void (printed += text)
  try {
    const value = await run(print)
    return value === null ? printed : `${printed}<<value>> ${reprOf(value)}\n`
  } catch (error) {
    if (!(error instanceof MontyError)) throw error
    return `${printed}<<error>> ${error.display('type-msg')}\n`
  }
}

const show = new Monty('repr(value)', { inputs: ['value'] })

function reprOf(value: unknown): string {
  return String(show.run({ inputs: { value } }))
}

function runAtOnce(recorded: Recorded, isolation: 'none' | 'process'): Run {
  return async (print) => {
    const answers = new Answers(recorded)
    const functions = Object.keys(recorded.tools).map((name): [string, HostFunction] => {
      const call = (...all: unknown[]): unknown => settle(answers, name, all)
      return [name, answers.isAsync(name) ? async (...all: unknown[]) => call(...all) : call]
    })
    return new Monty(recorded.code).runAsync({
      ...EXACT,
      isolation,
      externalFunctions: Object.fromEntries(functions),
      printCallback: (_stream, text) => print(text),
      sleep: 'instant',
    })
  }
}

/** Host functions are given their keyword arguments last, as an object. */
function settle(answers: Answers, name: string, all: unknown[]): unknown {
  const { args, kwargs } = split(all)
  const { result, error } = answers.answer(name, args, kwargs)
  if (error !== undefined) throw Object.assign(new Error(error.message), { name: error.type })
  return result
}

function split(all: unknown[]): { args: unknown[]; kwargs: Record<string, unknown> } {
  const last = all.at(-1)
  const isKwargs = typeof last === 'object' && last?.constructor === Object
  return isKwargs
    ? { args: all.slice(0, -1), kwargs: last as Record<string, unknown> }
    : { args: all, kwargs: {} }
}

/** Each pause is dumped, and another object goes on from the bytes. */
function runInPieces(recorded: Recorded): Run {
  return (print) => {
    const answers = new Answers(recorded)
    const options = {
      ...EXACT,
      printCallback: (_stream: unknown, text: string) => print(text),
    } as const
    const pending = new Map<number, Settled>()
    let progress: MontyProgress = new Monty(recorded.code).start(options)
    while (!(progress instanceof MontyComplete)) {
      const loaded = PausedRun.load(progress.dump(), options) as Exclude<
        MontyProgress,
        MontyComplete
      >
      progress = goOn(loaded, answers, pending)
    }
    return Promise.resolve(progress.output)
  }
}

type Settled = { returnValue: unknown } | { exception: HostError }

function goOn(
  paused: Exclude<MontyProgress, MontyComplete>,
  answers: Answers,
  pending: Map<number, Settled>,
): MontyProgress {
  if (paused instanceof NameLookupSnapshot) {
    const { variableName: name } = paused
    return answers.has(name) ? paused.resume({ value: new PyFunction(name) }) : paused.resume()
  }
  if (paused instanceof FutureSnapshot) {
    return paused.resume(
      paused.pendingCallIds.map((callId) => ({ callId, ...pending.get(callId)! })),
    )
  }
  if (paused instanceof OsSnapshot) return paused.resume({ returnValue: null })
  const { functionName, args, kwargs, callId } = paused
  const { result, error } = answers.answer(functionName, args, kwargs)
  const settled: Settled =
    error === undefined
      ? { returnValue: result }
      : { exception: { type: error.type, message: error.message } }
  if (!answers.isAsync(functionName)) return paused.resume(settled)
  pending.set(callId, settled)
  return paused.resume({ future: true })
}
