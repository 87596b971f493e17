import * as peer from '@pydantic/monty'
import * as ours from 'monty-node/compat'

/** The API under comparison. The peer's classes differ from ours only in what is private. */
export type Api = typeof ours

/** Both packages, for `describe.each`. */
export const both: Array<[string, Api]> = [
  ['@pydantic/monty', peer as unknown as Api],
  ['monty-node/compat', ours],
]

/** What a call comes to in each package, for cases that are compared side by side. */
export function sideBySide<T>(call: (api: Api) => T): { theirs: T; ours: T } {
  return { theirs: call(peer as unknown as Api), ours: call(ours) }
}

/** Everything about a failure that a caller can see. */
export interface Failure {
  readonly className: string
  readonly name: string
  readonly message: string
  readonly isMontyError: boolean
}

/** How a call fails; it must. */
export function failureOf(api: Api, call: () => unknown): Failure {
  try {
    call()
  } catch (error) {
    return describeFailure(api, error)
  }
  throw new Error('nothing was thrown')
}

/** The same for a promise. */
export async function rejectionOf(api: Api, promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => {
      throw new Error('the promise was kept')
    },
    (reason: unknown) => reason,
  )
  return describeFailure(api, error)
}

function describeFailure(api: Api, error: unknown): Failure {
  const { name, message, constructor } = error as Error
  return {
    className: constructor.name,
    name,
    message,
    isMontyError: error instanceof api.MontyError,
  }
}

/** The error that a call throws. */
// What is thrown is the caller's to know.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function thrownBy<E extends Error>(call: () => unknown): E {
  try {
    call()
  } catch (error) {
    return error as E
  }
  throw new Error('nothing was thrown')
}

/** The mark of a tuple. */
const TUPLE = '__tuple__'

/** Deeply, with what `toEqual` cannot see: the mark on tuples, the order of maps, bytes as such. */
export function shape(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return ['Buffer', value.toString('hex')]
  if (Array.isArray(value)) {
    const kind = (value as unknown as Record<string, unknown>)[TUPLE] === true ? 'tuple' : 'list'
    return [kind, Object.keys(value).length - value.length, value.map(shape)]
  }
  if (value instanceof Map) {
    return ['Map', Array.from(value, ([key, item]) => [shape(key), shape(item)])]
  }
  if (value instanceof Set) return ['Set', Array.from(value, shape)]
  if (typeof value === 'object' && value !== null) {
    const isPlain = Object.getPrototypeOf(value) === Object.prototype
    return [isPlain, Object.entries(value).map(([name, item]) => [name, shape(item)])]
  }
  if (typeof value === 'number') return ['number', Object.is(value, -0) ? '-0' : value]
  return [typeof value, value]
}
