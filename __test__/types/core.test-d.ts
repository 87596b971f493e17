import type { KeyObject } from 'node:crypto'
import { describe, expectTypeOf, it } from 'vitest'
import {
  type CallAnswer,
  type Diagnostic,
  type FeedAsyncOptions,
  type FeedOptions,
  type Frame,
  FunctionSnapshot,
  FutureSnapshot,
  type HostCall,
  type HostError,
  type HostFunction,
  type JsonValue,
  type KeyLike,
  type LimitName,
  Monty,
  MontyAbortError,
  MontyComplete,
  MontyCrashedError,
  MontyError,
  MontyLimitError,
  type MontyOptions,
  type MontyProgress,
  MontyRuntimeError,
  MontySession,
  MontySnapshotError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
  MontyUsageError,
  MontyValueError,
  NameLookupSnapshot,
  OsSnapshot,
  PausedRun,
  PyDateTime,
  PyFloat,
  PyTuple,
  type ResourceLimits,
  type RunAsyncOptions,
  runMontyAsync,
  type RunOptions,
  type SessionLoadOptions,
  type SessionOptions,
  type StartOptions,
  toJson,
  type Usage,
} from 'monty-node'

describe('a program', () => {
  const monty = new Monty('1')

  it('gives unknown values, at once or later', () => {
    expectTypeOf(monty.run()).toEqualTypeOf<unknown>()
    expectTypeOf(monty.runAsync()).toEqualTypeOf<Promise<unknown>>()
    expectTypeOf(runMontyAsync(monty)).toEqualTypeOf<Promise<unknown>>()
    expectTypeOf(monty.start()).toEqualTypeOf<MontyProgress>()
    expectTypeOf(monty.startAsync()).toEqualTypeOf<Promise<MontyProgress>>()
    expectTypeOf(Monty.create('1')).toEqualTypeOf<Promise<Monty>>()
    expectTypeOf(monty.dump()).toEqualTypeOf<Buffer>()
    expectTypeOf<typeof Monty.load>().parameter(0).toEqualTypeOf<Uint8Array>()
    expectTypeOf(monty.inputs).toEqualTypeOf<readonly string[]>()
  })

  it('can be made without options, and has no third argument', () => {
    expectTypeOf(Monty).toBeConstructibleWith('1')
    expectTypeOf(Monty).toBeConstructibleWith('1', { inputs: ['x'], assertMessages: 40 })
    // @ts-expect-error a program is text
    expectTypeOf(new Monty(1))
    // @ts-expect-error an option that does not exist
    expectTypeOf(new Monty('1', { input: ['x'] }))
    // @ts-expect-error the compiled program is ours to give
    expectTypeOf(new Monty('1', {}, {}))
  })

  it('has its options spelt out', () => {
    expectTypeOf<MontyOptions['assertMessages']>().toEqualTypeOf<boolean | number | undefined>()
    expectTypeOf<RunOptions['dicts']>().toEqualTypeOf<'auto' | 'map' | 'object' | undefined>()
    expectTypeOf<RunAsyncOptions['concurrency']>().toEqualTypeOf<
      'concurrent' | 'serial' | undefined
    >()
    expectTypeOf<keyof ResourceLimits>().toEqualTypeOf<
      | 'maxDurationMs'
      | 'maxMemoryBytes'
      | 'maxRecursionDepth'
      | 'maxHostCalls'
      | 'maxEnvironmentCalls'
      | 'maxConcurrentCalls'
      | 'maxTotalSleepMs'
      | 'maxOutputBytes'
      | 'maxResultBytes'
      | 'maxCodeBytes'
      | 'gcInterval'
    >()
    expectTypeOf<RunAsyncOptions>().toExtend<RunOptions>()
    expectTypeOf<{ signal: AbortSignal }>().not.toExtend<
      Pick<RunOptions, never> & { signal?: never }
    >()
    expectTypeOf<keyof StartOptions>()
      .extract<'externalFunctions' | 'lazyInputs' | 'sleep'>()
      .toBeNever()
    expectTypeOf<keyof RunOptions>()
      .exclude<keyof StartOptions>()
      .toEqualTypeOf<'externalFunctions' | 'lazyInputs' | 'sleep'>()
    expectTypeOf<RunOptions['printBuffering']>().toEqualTypeOf<'none' | 'line' | undefined>()
    expectTypeOf<keyof RunOptions>().extract<'signal' | 'timeoutMs' | 'intercept'>().toBeNever()
  })

  it('takes host functions of any signature', () => {
    const add = (a: number, b: number): number => a + b
    const find = async (query: { text: string }): Promise<string[]> => [query.text]
    expectTypeOf(add).toExtend<HostFunction>()
    expectTypeOf(find).toExtend<HostFunction>()
    expectTypeOf<string>().not.toExtend<NonNullable<RunOptions['externalFunctions']>[string]>()
  })

  it('shows calls to its interceptor', () => {
    type Intercept = NonNullable<RunAsyncOptions['intercept']>
    expectTypeOf<Parameters<Intercept>>().toEqualTypeOf<[HostCall, () => Promise<unknown>]>()
    expectTypeOf<HostCall['args']>().toEqualTypeOf<readonly unknown[]>()
    expectTypeOf<HostCall['kwargs']>().toEqualTypeOf<Readonly<Record<string, unknown>>>()
  })
})

describe('a paused run', () => {
  it('is told from others by its class', () => {
    const progress = new Monty('f()').start()
    if (progress instanceof MontyComplete) {
      expectTypeOf(progress.output).toEqualTypeOf<unknown>()
      expectTypeOf(progress.usage).toEqualTypeOf<Usage>()
    } else if (progress instanceof FunctionSnapshot) {
      expectTypeOf(progress.args).toEqualTypeOf<unknown[]>()
      expectTypeOf(progress.kwargs).toEqualTypeOf<Record<string, unknown>>()
      expectTypeOf(progress.kind).toEqualTypeOf<'function'>()
    } else if (progress instanceof OsSnapshot) {
      expectTypeOf(progress.functionName).toEqualTypeOf<string>()
      expectTypeOf(progress.kind).toEqualTypeOf<'os'>()
    } else if (progress instanceof NameLookupSnapshot) {
      expectTypeOf(progress.variableName).toEqualTypeOf<string>()
      expectTypeOf(progress.kind).toEqualTypeOf<'name'>()
    } else {
      expectTypeOf(progress).toEqualTypeOf<FutureSnapshot>()
      expectTypeOf(progress.pendingCallIds).toEqualTypeOf<number[]>()
      expectTypeOf(progress.kind).toEqualTypeOf<'futures'>()
    }
  })

  it('loads as its own class', () => {
    expectTypeOf<typeof FunctionSnapshot.load>().returns.toEqualTypeOf<FunctionSnapshot>()
    expectTypeOf<typeof OsSnapshot.load>().returns.toEqualTypeOf<OsSnapshot>()
    expectTypeOf<typeof NameLookupSnapshot.load>().returns.toEqualTypeOf<NameLookupSnapshot>()
    expectTypeOf<typeof FutureSnapshot.load>().returns.toEqualTypeOf<FutureSnapshot>()
    expectTypeOf<typeof PausedRun.load>().returns.toExtend<PausedRun>()
    expectTypeOf<KeyLike>().toEqualTypeOf<string | Uint8Array | KeyObject>()
  })

  it('takes exactly one answer', () => {
    expectTypeOf<{ returnValue: number }>().toExtend<CallAnswer>()
    expectTypeOf<{ exception: Error }>().toExtend<CallAnswer>()
    expectTypeOf<{ exception: { type: string; message: string } }>().toExtend<CallAnswer>()
    expectTypeOf<{ future: true }>().toExtend<CallAnswer>()
    expectTypeOf<{ future: false }>().not.toExtend<CallAnswer>()
    expectTypeOf<{ value: 1 }>().not.toExtend<CallAnswer>()
    expectTypeOf<HostError>().toEqualTypeOf<Error | { type: string; message: string }>()
    expectTypeOf<FutureSnapshot['resume']>().parameter(0).items.toExtend<{ callId: number }>()
    expectTypeOf<FunctionSnapshot['abort']>().returns.toBeNever()
    expectTypeOf<FunctionSnapshot['resumeAsync']>().returns.toEqualTypeOf<Promise<MontyProgress>>()
  })
})

describe('a session', () => {
  it('feeds, calls and copies itself', () => {
    expectTypeOf<MontySession['feed']>().returns.toEqualTypeOf<unknown>()
    expectTypeOf<MontySession['feedAsync']>().returns.toEqualTypeOf<Promise<unknown>>()
    expectTypeOf<MontySession['feedStart']>().returns.toEqualTypeOf<MontyProgress>()
    expectTypeOf<MontySession['fork']>().returns.toEqualTypeOf<MontySession>()
    expectTypeOf<MontySession['functionNames']>().returns.toEqualTypeOf<string[]>()
    expectTypeOf<MontySession>().toExtend<Disposable>()
    expectTypeOf<SessionOptions['checkpoint']>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<keyof SessionOptions>().extract<'inputs'>().toBeNever()
    // What a session began with travels with its dump.
    expectTypeOf<SessionLoadOptions['limits']>().toEqualTypeOf<
      { maxConcurrentCalls?: number } | undefined
    >()
    expectTypeOf<SessionLoadOptions['clock']>().toEqualTypeOf<(() => Date) | undefined>()
    expectTypeOf<keyof SessionOptions>()
      .exclude<keyof SessionLoadOptions>()
      .toEqualTypeOf<
        'scriptName' | 'language' | 'assertMessages' | 'allowEval' | 'random' | 'timeZone' | 'cwd'
      >()
    // What a run keeps to its end, a session keeps to its own.
    expectTypeOf<keyof RunOptions>()
      .exclude<keyof FeedOptions>()
      .toEqualTypeOf<'limits' | 'clock' | 'timeZone' | 'random' | 'cwd'>()
    expectTypeOf<keyof FeedAsyncOptions>()
      .exclude<keyof FeedOptions>()
      .toEqualTypeOf<'signal' | 'timeoutMs' | 'concurrency' | 'intercept'>()
  })
})

describe('an error', () => {
  it('has a code of its own', () => {
    expectTypeOf<MontySyntaxError['code']>().toEqualTypeOf<'MONTY_SYNTAX'>()
    expectTypeOf<MontyTypingError['code']>().toEqualTypeOf<'MONTY_TYPING'>()
    expectTypeOf<MontyLimitError['code']>().toEqualTypeOf<'MONTY_LIMIT'>()
    expectTypeOf<MontyTimeoutError['code']>().toEqualTypeOf<'MONTY_TIMEOUT'>()
    expectTypeOf<MontyAbortError['code']>().toEqualTypeOf<'MONTY_ABORTED'>()
    expectTypeOf<MontyCrashedError['code']>().toEqualTypeOf<'MONTY_CRASHED'>()
    expectTypeOf<MontySnapshotError['code']>().toEqualTypeOf<'MONTY_SNAPSHOT'>()
    expectTypeOf<MontyValueError['code']>().toEqualTypeOf<'MONTY_VALUE'>()
    expectTypeOf<'MONTY_ASYNC_ONLY' | 'MONTY_DISPOSED'>().toExtend<MontyUsageError['code']>()
    expectTypeOf<MontyLimitError>().toExtend<MontyRuntimeError>()
    expectTypeOf<MontyRuntimeError>().toExtend<MontyError>()
  })

  it('has details of its kind', () => {
    expectTypeOf<MontyLimitError['limit']>().toEqualTypeOf<LimitName>()
    expectTypeOf<LimitName>().toEqualTypeOf<
      'memory' | 'duration' | 'hostCalls' | 'environmentCalls' | 'result' | 'sleep'
    >()
    expectTypeOf<MontySnapshotError['reason']>().toEqualTypeOf<
      'format' | 'version' | 'signature' | 'expired' | 'used'
    >()
    expectTypeOf<MontyTypingError['diagnostics']>().toEqualTypeOf<readonly Diagnostic[]>()
    expectTypeOf<MontyError['traceback']>().returns.toEqualTypeOf<Frame[]>()
    expectTypeOf<MontyError['display']>()
      .parameter(0)
      .toEqualTypeOf<'traceback' | 'type-msg' | 'msg' | undefined>()
    expectTypeOf<MontyCrashedError['exitCode']>().toEqualTypeOf<number | null>()
  })
})

describe('a value', () => {
  it('keeps the types of what it is made of', () => {
    const point = PyTuple.named('Point', { x: 1, y: 'a' })
    expectTypeOf(point.x).toEqualTypeOf<number>()
    expectTypeOf(point.y).toEqualTypeOf<string>()
    expectTypeOf(new PyTuple<string | number>(1, 'a')).toExtend<Array<string | number>>()
    expectTypeOf(new PyTuple(1, 'a', [null])).toEqualTypeOf<PyTuple>()
    expectTypeOf(new PyFloat(2).value).toEqualTypeOf<number>()
    expectTypeOf<PyDateTime['toDate']>().returns.toEqualTypeOf<Date>()
    expectTypeOf(toJson(1)).toEqualTypeOf<JsonValue>()
  })
})
