import { nodeCrypto } from '../../core/node.js'
import { isBytes } from '../../core/realm.js'
import type { CallRequest } from '../../core/contract/host-call.js'
import type { CallEvent } from '../../core/engine/event.js'
import { hasFewParts, PartCount } from '../../host/schema/size.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { hashed, stretchesOf } from '../../core/wire/stretches.js'
import { FOR_PYTHON, packValue, unpackValue } from '../paused/pack.js'
import { packInSlices } from '../paused/pack-slices.js'

/** A value as a ledger keeps it: packed, unless it is one that nobody can change. */
export type KeptValue = Uint8Array | string | number | boolean | null

/**
 * The arguments of a call: as they are, where nobody can change them; else packed; a digest of that where there was no
 * room.
 */
export type KeptInput = PlainInput | Uint8Array | string

interface PlainInput {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  /** What all of them take at most, to go by where there are ints: those cannot be asked. */
  readonly bytes: number
}

/** What came of a call. */
export type CallEnd =
  | { readonly kind: 'value'; readonly value: KeptValue }
  /** Somebody gave the result instead, when the call waited for an approval. */
  | { readonly kind: 'answer'; readonly value: KeptValue }
  | { readonly kind: 'error'; readonly type: string; readonly message: string }
  /** It gave a value for which there was no room. */
  | { readonly kind: 'omitted' }
  /** It was begun, and nobody knows what came of it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'undone' }
  /** Its undoing was begun, and did not succeed. */
  | { readonly kind: 'half-undone' }

/** A call that a run made, or one that was made before it and that it goes on with. */
export interface MadeCall {
  /** The run that it belongs to now, which may be another one than that which made it. */
  runId: string
  callId: number
  /** Its place among all that were made, by the time at which it was begun. */
  seq: number
  /** Its place among those that a program after this one is matched with. */
  order: number
  /** The name of what was called; of a method, its object's. */
  readonly name: string
  /** The call that it was made inside of. */
  within: MadeCall | undefined
  input: KeptInput
  /** The arguments that somebody decided on instead of Python's, packed. */
  edited: Uint8Array | null
  end: CallEnd
  /** Whether it is to be made again by whoever goes on: its error is what ended the program. */
  isAgain: boolean
}

/** A call of a function, or of a method, which is its object's. */
export type Callable = CallRequest & Partial<Pick<CallEvent, 'receiver'>>

export const nameOf = ({ receiver, name }: Callable): string =>
  receiver === undefined ? name : `${receiver}.${name}`

/** The arguments of a call, in the one form in which equal ones are the same bytes. */
export const packArguments = (call: Arguments): Buffer => packValue(inOneForm(call), 'arguments')

type Arguments = Pick<CallRequest, 'args' | 'kwargs'>

function inOneForm({ args, kwargs = {} }: Arguments): unknown {
  const names = Object.keys(kwargs)
  const sorted = names.length < 2 ? names : names.toSorted()
  return [args, sorted, sorted.map((name) => kwargs[name])]
}

/** Less is written down at once, in a few milliseconds. */
const AT_ONCE_KIB = 64
const AT_ONCE_PARTS = 5_000

/** Whether writing arguments down takes long: they are large, or say that they have many parts. */
export function isLarge(call: CallRequest): boolean {
  const { args, kwargs, kib = 0 } = call
  if (kib >= AT_ONCE_KIB) return true
  if (hasFewParts(args) && hasFewParts(kwargs)) return false
  const count = new PartCount([args, kwargs])
  return count.goOn(AT_ONCE_PARTS) || count.parts > AT_ONCE_PARTS
}

/** The arguments of a call that are large: packed, or a digest of that where there is no room for so many bytes. */
export function* keptInSlices(call: Arguments, maxBytes: number): Sliced<Uint8Array | string> {
  const pieces = yield* packInSlices(inOneForm(call), 'arguments')
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length > maxBytes) {
    return (yield* hashed(nodeCrypto().createHash('sha256'), pieces)).digest('base64url')
  }
  const packed = Buffer.allocUnsafeSlow(length)
  let at = 0
  for (const stretch of stretchesOf(pieces)) {
    packed.set(stretch, at)
    at += stretch.length
    yield
  }
  return packed
}

/** The arguments of a call as they are now, whatever its tool does to them; `undefined` where that takes a copy. */
export function plainInput(call: CallRequest): PlainInput | undefined {
  const { args, kwargs, kib = 0 } = call
  const bytes = kib * 1024
  for (const value of args) if (!isPlain(value)) return undefined
  if (kwargs === undefined) return { args: [...args], kwargs: NO_KWARGS, bytes }
  for (const name in kwargs) if (!isPlain(kwargs[name])) return undefined
  return { args: [...args], kwargs: { ...kwargs }, bytes }
}

const NO_KWARGS: PlainInput['kwargs'] = {}

const isPlain = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean'

/** The digest of arguments: equal ones have the same. */
export function digestOfInput(input: KeptInput): string {
  if (typeof input === 'string') return input
  return digestOf(isBytes(input) ? input : packArguments(input))
}

/** About how many bytes of memory arguments take. */
export function inputBytes(input: KeptInput): number {
  if (typeof input === 'string' || isBytes(input)) return input.length
  const { args, kwargs, bytes: known } = input
  const least = 16 * args.length
  let bytes = least
  for (const value of args) {
    if (typeof value === 'bigint') return least + known
    if (typeof value === 'string') bytes += value.length
  }
  for (const name in kwargs) {
    const value = kwargs[name]
    if (typeof value === 'bigint') return least + known
    bytes += 16 + name.length + (typeof value === 'string' ? value.length : 0)
  }
  return bytes
}

/** The arguments as Python gave them; `undefined` when only their digest was kept. */
export function argumentsOf({
  input,
}: MadeCall): { args: unknown[]; kwargs: Record<string, unknown> } | undefined {
  if (typeof input === 'string') return undefined
  if (!isBytes(input)) return { args: [...input.args], kwargs: { ...input.kwargs } }
  const [args, names, values] = unpackValue(input, 'arguments') as [unknown[], string[], unknown[]]
  return { args, kwargs: Object.fromEntries(names.map((name, index) => [name, values[index]])) }
}

export const digestOf = (packed: Uint8Array): string =>
  nodeCrypto().hash('sha256', packed, 'base64url')

/**
 * A value as it is now, whatever its owner does to it later.
 *
 * @throws MontyValueError when it has no counterpart in Python
 * @throws MontyLimitError when it is longer than `maxBytes`
 */
export function keptValue(value: unknown, what: string, maxBytes?: number): KeptValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'undefined':
      return null
    default:
      return value === null ? null : packValue(value, what, maxBytes)
  }
}

/** The value for Python, in which floats have stayed floats. */
export function restoredValue(kept: KeptValue, what: string): unknown {
  return isBytes(kept) ? unpackValue(kept, what, FOR_PYTHON) : kept
}

/** The value for the host. */
export function valueForHost(kept: KeptValue, what: string): unknown {
  return isBytes(kept) ? unpackValue(kept, what) : kept
}

/** About how many bytes of memory it takes. */
export function sizeOf({ input, edited, end }: MadeCall): number {
  const value = 'value' in end ? bytesOf(end.value) : 'message' in end ? end.message.length : 0
  return CALL_BYTES + inputBytes(input) + (edited?.length ?? 0) + value
}

/** About how many bytes of memory a value takes besides. */
export const bytesOf = (value: KeptValue): number =>
  typeof value === 'string' || isBytes(value) ? value.length : 0

/** What a call takes besides its values. */
const CALL_BYTES = 200
