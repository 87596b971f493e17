import type { SourceRange } from '../contract/host-call.js'
import type { ChainedException, Frame, LimitName, PythonException, Usage } from '../errors.js'
import { Decoder, type DecodeOptions } from '../wire/decode.js'
import { SlicedDecoder } from '../wire/decode-slices.js'
import { setOwn } from '../wire/own.js'
import type { Reader } from '../wire/reader.js'
import type { InSlices, Sliced } from '../wire/sliced.js'
import { Kind } from './kinds.js'
import { readCrossing } from './crossing.js'
import { withoutIds } from '../contract/host-object.js'
import type { Account } from './account.js'
import { Meter } from './meter.js'

/** Output of Python, in order. */
export interface Printed {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

interface WithOutput {
  readonly printed: readonly Printed[]
}

/** A pause and its source position. The position is stored inline, as few callers need it as an object. */
interface PauseBase extends WithOutput, SourceRange {}

/** The source position of a pause. */
export function positionOf({ filename, start, end }: SourceRange): SourceRange {
  return { filename, start, end }
}

/** Python waits for a host function or an operating system call. */
export interface CallEvent extends PauseBase {
  readonly kind: 'function' | 'os'
  readonly name: string
  readonly callId: number
  /** Python awaits the call at once and nothing else can run meanwhile. */
  readonly eager: boolean
  /**
   * The source makes the call for its awaitable, not for its value. Only set in runs that are serial, or may
   * become so.
   */
  readonly awaited: boolean
  /** Whether the limit still allows the host's own code to answer the OS call. */
  readonly mayAsk: boolean
  /**
   * A sleep that Python may cancel: it waits for other things as well, and no call has to wait for the sleep.
   */
  readonly isAlarm: boolean
  /** Whether the host's own code was called for the answer. Set before the call. */
  isAsked: boolean
  /** The host object whose method is called. */
  readonly receiver: string | undefined
  readonly args: unknown[]
  readonly kwargs: Record<string, unknown> | undefined
  /** KiB that the arguments take in JavaScript, rounded down. */
  readonly kib: number
  /** The account charged for checking the arguments. */
  account: Account | undefined
  /** Does longer work for the call in slices; set by asynchronous drives. */
  inSlices: InSlices | undefined
  /** Bytes of the run's memory held for the call. */
  heldBytes: number
}

/** Python waits for a name, or for an attribute of a host object. */
export interface NameEvent extends PauseBase {
  readonly kind: 'name'
  readonly name: string
  readonly receiver: string | undefined
}

/** All tasks wait for promised outcomes. */
export interface FuturesEvent extends PauseBase {
  readonly kind: 'futures'
  readonly callIds: number[]
}

export type PauseEvent = CallEvent | NameEvent | FuturesEvent

/** The event of a pause of the given kind. */
export type PauseEventOf<K extends PauseEvent['kind']> = PauseEvent & { readonly kind: K }

/** The event at the end of a run, successful or not. */
export type EndEvent = Ended &
  (
    | { readonly kind: 'complete'; readonly value: unknown }
    | {
        readonly kind: 'raised'
        readonly exception: PythonException
        /** The number of the host's own error that caused the exception, if there is one. */
        readonly crossing: number | undefined
      }
    | { readonly kind: 'refused'; readonly exception: PythonException }
    | {
        readonly kind: 'limit'
        readonly limit: LimitName
        readonly used: number
        readonly allowed: number
        readonly exception: PythonException | undefined
      }
    | {
        readonly kind: 'stopped'
        /** Python's position, if it was running. */
        readonly exception: PythonException | undefined
      }
    | { readonly kind: 'crashed' | 'rejected'; readonly reason: string }
    | { readonly kind: 'unconvertible'; readonly path: string; readonly reason: string }
  )

interface Ended extends WithOutput {
  readonly usage: Usage
}

/** Python continues on request: its slice is over, or another thread has the interpreter. */
type WaitEvent = WithOutput & ({ readonly kind: 'yielded' } | { readonly kind: 'busy' })

export type Event = PauseEvent | EndEvent | WaitEvent

/** Limits that end a run, by their numbers in `event.rs`. */
export const LIMIT_NAMES: readonly LimitName[] = [
  'memory',
  'duration',
  'hostCalls',
  'result',
  'sleep',
  'environmentCalls',
]
const NO_OUTPUT: readonly Printed[] = []
/** Number of output pieces decoded before a slice may end. */
const PRINTED_STRETCH = 256
const NO_ARGUMENTS: unknown[] = []

/** Decodes a whole event, so that its message's memory can be reused. The run's usage goes into `meter`. */
export function readEvent(reader: Reader, options: DecodeOptions, meter: Meter): Event {
  const first = reader.u32()
  const kind = first & 0xff
  meter.read(reader)
  const printed = readPrinted(reader)
  if (kind === Kind.FUNCTION || kind === Kind.OS) {
    return readCall(reader, options, readCallHead(reader, kind, printed, first >>> 8))
  }
  if (kind !== Kind.COMPLETE) return readPlain(reader, kind, printed, meter)
  const value = new Decoder(reader, options).value('result')
  return { kind: 'complete', usage: meter.usage, printed, value }
}

/** Python's position, from an event that says that Python was stopped from outside. */
export function readPlace(reader: Reader): PythonException | undefined {
  const kind = reader.u32() & 0xff
  if (kind !== Kind.STOPPED) return undefined
  new Meter({ extraCalls: 0 }).read(reader)
  readPrinted(reader)
  return readTraceback(reader)
}

/** Like {@link readEvent}, in slices between values. */
export function* readEventInSlices(
  reader: Reader,
  options: DecodeOptions,
  meter: Meter,
): Sliced<Event> {
  const first = reader.u32()
  const kind = first & 0xff
  meter.read(reader)
  const printed = yield* readPrintedInSlices(reader)
  if (kind === Kind.FUNCTION || kind === Kind.OS) {
    return yield* readCallInSlices(
      reader,
      options,
      readCallHead(reader, kind, printed, first >>> 8),
    )
  }
  if (kind !== Kind.COMPLETE) return readPlain(reader, kind, printed, meter)
  const value = yield* new SlicedDecoder(reader, options).valueInSlices('result')
  return { kind: 'complete', usage: meter.usage, printed, value }
}

/** Decodes an event that contains no Python values. */
function readPlain(reader: Reader, kind: number, printed: readonly Printed[], meter: Meter): Event {
  switch (kind) {
    case Kind.YIELDED:
      return { kind: 'yielded', printed }
    case Kind.BUSY:
      return { kind: 'busy', printed }
    case Kind.NAME:
      return {
        kind: 'name',
        printed,
        ...readPosition(reader),
        name: reader.name(),
        receiver: readReceiver(reader),
      }
    case Kind.FUTURES:
      return {
        kind: 'futures',
        printed,
        ...readPosition(reader),
        callIds: Array.from({ length: reader.count() }, () => reader.u32()),
      }
    default:
      return readEnd(reader, kind, { usage: meter.usage, printed })
  }
}

function readPrinted(reader: Reader): readonly Printed[] {
  const count = reader.count()
  if (count === 0) return NO_OUTPUT
  return Array.from({ length: count }, () => ({
    stream: reader.u8() === 0 ? ('stdout' as const) : ('stderr' as const),
    text: withoutIds(reader.text()),
  }))
}

function* readPrintedInSlices(reader: Reader): Sliced<readonly Printed[]> {
  const printed: Printed[] = []
  for (let left = reader.count(); left > 0; left--) {
    const stream = reader.u8() === 0 ? 'stdout' : 'stderr'
    printed.push({ stream, text: withoutIds(yield* reader.textInSlices()) })
    if (left % PRINTED_STRETCH === 0) yield
  }
  return printed
}

function readPosition(reader: Reader): SourceRange {
  return { filename: reader.name(), start: reader.u32(), end: reader.u32() }
}

function readReceiver(reader: Reader): string | undefined {
  return reader.u8() === 0 ? undefined : reader.view(16).toString('hex')
}

function readCall(reader: Reader, options: DecodeOptions, event: CallHead): CallEvent {
  const { name } = event
  const decoder = new Decoder(reader, options)
  event.args = readArguments(decoder, name, reader.count())
  for (let left = reader.count(); left > 0; left--) {
    event.kwargs ??= {}
    const key = decoder.name()
    setOwn(event.kwargs, key, decoder.argument(name, key))
  }
  return event
}

function* readCallInSlices(
  reader: Reader,
  options: DecodeOptions,
  event: CallHead,
): Sliced<CallEvent> {
  const { name } = event
  const decoder = new SlicedDecoder(reader, options)
  event.args = []
  for (let left = reader.count(); left > 0; left--) {
    event.args.push(yield* decoder.argumentInSlices(name, event.args.length + 1))
  }
  for (let left = reader.count(); left > 0; left--) {
    event.kwargs ??= {}
    const key = decoder.name()
    setOwn(event.kwargs, key, yield* decoder.argumentInSlices(name, key))
  }
  return event
}

/** A call whose arguments are not decoded yet. */
type CallHead = Omit<CallEvent, 'args' | 'kwargs'> & {
  args: unknown[]
  kwargs: Record<string, unknown> | undefined
}

/** Decodes a call without its arguments. */
function readCallHead(
  reader: Reader,
  kind: number,
  printed: readonly Printed[],
  kib: number,
): CallHead {
  const isFunction = kind === Kind.FUNCTION
  // Like `readPosition`, without creating an object per call.
  const filename = reader.name()
  const start = reader.u32()
  const end = reader.u32()
  const name = reader.name()
  const callId = reader.u32()
  const flags = reader.u8()
  return {
    kind: isFunction ? 'function' : 'os',
    printed,
    filename,
    start,
    end,
    name,
    callId,
    eager: (flags & 1) !== 0,
    awaited: (flags & 2) !== 0,
    mayAsk: (flags & 4) !== 0,
    isAlarm: (flags & 8) !== 0,
    isAsked: false,
    receiver: isFunction ? readReceiver(reader) : undefined,
    args: NO_ARGUMENTS,
    kwargs: undefined,
    kib,
    account: undefined,
    inSlices: undefined,
    heldBytes: 0,
  }
}

/** An array that grows by `push` has room for 17 from its first element on: most calls have fewer. */
function readArguments(decoder: Decoder, callee: string, count: number): unknown[] {
  switch (count) {
    case 0:
      return []
    case 1:
      return [decoder.argument(callee, 1)]
    case 2:
      return [decoder.argument(callee, 1), decoder.argument(callee, 2)]
    default: {
      const args: unknown[] = []
      while (args.length < count) args.push(decoder.argument(callee, args.length + 1))
      return args
    }
  }
}

function readEnd(reader: Reader, kind: number, common: Ended): EndEvent {
  switch (kind) {
    case Kind.RAISED:
      return {
        kind: 'raised',
        ...common,
        exception: readException(reader),
        crossing: readCrossing(reader),
      }
    case Kind.REFUSED:
      return { kind: 'refused', ...common, exception: readException(reader) }
    case Kind.LIMIT: {
      const limit = LIMIT_NAMES[reader.u8()]
      if (!limit) throw new RangeError('a message of the engine names an unknown limit')
      const used = reader.f64()
      const allowed = reader.f64()
      return { kind: 'limit', ...common, limit, used, allowed, exception: readTraceback(reader) }
    }
    case Kind.STOPPED:
      return { kind: 'stopped', ...common, exception: readTraceback(reader) }
    case Kind.CRASHED:
      return { kind: 'crashed', ...common, reason: reader.text() }
    case Kind.REJECTED:
      return { kind: 'rejected', ...common, reason: reader.text() }
    case Kind.UNCONVERTIBLE:
      return { kind: 'unconvertible', ...common, path: reader.text(), reason: reader.text() }
    default:
      throw new RangeError(`the engine sent an unknown event (${kind})`)
  }
}

/** The traceback of stopped Python; `undefined` if Python was not running. */
function readTraceback(reader: Reader): PythonException | undefined {
  return reader.u8() === 0 ? undefined : readException(reader)
}

/** Decodes an exception written by `write_exception`. */
export function readException(reader: Reader): PythonException {
  const typeName = reader.text()
  const message = withoutIds(reader.optionalText() ?? '')
  const text = withoutIds(reader.text())
  const bases = Array.from({ length: reader.count() }, () => reader.text())
  const chain = Array.from({ length: reader.count() }, () => readChained(reader))
  const frames = Array.from({ length: reader.count() }, () => readFrame(reader))
  return { typeName, message, bases, chain, text, frames }
}

function readChained(reader: Reader): ChainedException {
  const relation = reader.u8() === 0 ? 'context' : 'cause'
  return { relation, typeName: reader.text(), message: withoutIds(reader.text()) }
}

function readFrame(reader: Reader): Frame {
  const filename = reader.text()
  const [line, column, endLine, endColumn] = [
    reader.u32(),
    reader.u32(),
    reader.u32(),
    reader.u32(),
  ]
  const functionName = reader.optionalText()
  const sourceLine = reader.optionalText()
  reader.u8()
  return { filename, line, column, endLine, endColumn, functionName, sourceLine }
}
