import { nodeCrypto } from '../../core/node.js'
import { isBytes } from '../../core/realm.js'
import type { CallRequest } from '../../core/contract/host-call.js'
import type { CallEvent } from '../../core/engine/event.js'
import { hasFewParts, PartCount } from '../../host/schema/size.js'
import type { Sliced } from '../../core/wire/sliced.js'
import { hashed } from '../../core/wire/stretches.js'
import { FOR_PYTHON, packValue, unpackValue } from '../paused/pack.js'
import { joined, packInSlices } from '../paused/pack-slices.js'

/** A value as a ledger keeps it: packed, unless it is immutable. */
export type KeptValue = Uint8Array | string | number | boolean | null

/**
 * The arguments of a call: as they are, if immutable; else packed; a digest of the packed bytes where there was no
 * room.
 */
export type KeptInput = PlainInput | Uint8Array | string

interface PlainInput {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  /** Upper bound of their size, used where there are ints, whose size cannot be measured. */
  readonly bytes: number
}

/** The end of a call. */
export type CallEnd =
  | { readonly kind: 'value'; readonly value: KeptValue }
  /** The result was given as a decision, when the call waited for an approval. */
  | { readonly kind: 'answer'; readonly value: KeptValue }
  | { readonly kind: 'error'; readonly type: string; readonly message: string }
  /** The call returned a value that exceeded the room. */
  | { readonly kind: 'omitted' }
  /** The call was begun; its result is unknown. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'undone' }
  /** The rollback of the call was begun, and did not succeed. */
  | { readonly kind: 'half-undone' }

/** A call that a run made, or an earlier one that the run continues with. */
export interface MadeCall {
  /** The run that the call belongs to now, which may differ from the run that made it. */
  runId: string
  callId: number
  /** Position among all calls made, in the order in which they began. */
  seq: number
  /** Position among the calls that a following program is matched with. */
  order: number
  /** The name of the function; of a method, `object.method`. */
  readonly name: string
  /** The enclosing call. */
  within: MadeCall | undefined
  input: KeptInput
  /** The arguments that a decision replaced Python's with, packed. */
  edited: Uint8Array | null
  end: CallEnd
  /** Whether a following run makes the call again, as its error ended the program. */
  isAgain: boolean
}

/** A call of a function, or of a method on its object. */
export type Callable = CallRequest & Partial<Pick<CallEvent, 'receiver'>>

export const nameOf = ({ receiver, name }: Callable): string =>
  receiver === undefined ? name : `${receiver}.${name}`

/** The arguments of a call in canonical form, in which equal ones are the same bytes. */
export const packArguments = (call: Arguments): Buffer => packValue(inOneForm(call), 'arguments')

type Arguments = Pick<CallRequest, 'args' | 'kwargs'>

function inOneForm({ args, kwargs = {} }: Arguments): unknown {
  const names = Object.keys(kwargs)
  const sorted = names.length < 2 ? names : names.toSorted()
  return [args, sorted, sorted.map((name) => kwargs[name])]
}

/** Smaller arguments are packed at once, in a few milliseconds. */
const AT_ONCE_KIB = 64
const AT_ONCE_PARTS = 5_000

/** Whether packing the arguments takes long: they are large, or have many parts. */
export function isLarge(call: CallRequest): boolean {
  const { args, kwargs, kib = 0 } = call
  if (kib >= AT_ONCE_KIB) return true
  if (hasFewParts(args) && hasFewParts(kwargs)) return false
  const count = new PartCount([args, kwargs])
  return count.goOn(AT_ONCE_PARTS) || count.parts > AT_ONCE_PARTS
}

/** Large arguments of a call, packed in slices, or their digest when they exceed `maxBytes`. */
export function* keptInSlices(call: Arguments, maxBytes: number): Sliced<Uint8Array | string> {
  const pieces = yield* packInSlices(inOneForm(call), 'arguments')
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (length > maxBytes) {
    return (yield* hashed(nodeCrypto().createHash('sha256'), pieces)).digest('base64url')
  }
  return yield* joined(pieces)
}

/** Like {@link keptValue}, in slices. */
export function* keptValueInSlices(
  value: unknown,
  what: string,
  maxBytes: number,
): Sliced<KeptValue> {
  return yield* joined(yield* packInSlices(value, what, maxBytes))
}

/** The arguments of a call as they are now, unaffected by later changes; `undefined` where that takes a copy. */
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

/** The digest of arguments; equal arguments have equal digests. */
export function digestOfInput(input: KeptInput): string {
  if (typeof input === 'string') return input
  return digestOf(isBytes(input) ? input : packArguments(input))
}

/** Approximate memory of arguments, in bytes. */
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

/** The arguments that Python passed; `undefined` when only their digest was kept. */
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
 * A value as it is now, unaffected by later changes.
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

/** The value for Python; floats stay floats. */
export function restoredValue(kept: KeptValue, what: string): unknown {
  return isBytes(kept) ? unpackValue(kept, what, FOR_PYTHON) : kept
}

/** The value for the host. */
export function valueForHost(kept: KeptValue, what: string): unknown {
  return isBytes(kept) ? unpackValue(kept, what) : kept
}

/** Approximate memory of a call, in bytes. */
export function sizeOf({ input, edited, end }: MadeCall): number {
  const value = 'value' in end ? bytesOf(end.value) : 'message' in end ? end.message.length : 0
  return CALL_BYTES + inputBytes(input) + (edited?.length ?? 0) + value
}

/** Approximate memory of a value outside of its slot, in bytes. */
export const bytesOf = (value: KeptValue): number =>
  typeof value === 'string' || isBytes(value) ? value.length : 0

/** Memory of a call without its values, in bytes. */
const CALL_BYTES = 200
