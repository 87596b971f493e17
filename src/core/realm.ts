import { types } from './node.js'

// Type checks for built-in classes of any realm: Jest, jsdom and `node:vm` have classes of their own, which
// `instanceof` does not recognize.

export const isBytes = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array || types.isUint8Array(value)

export const isMap = (value: unknown): value is Map<unknown, unknown> =>
  value instanceof Map || types.isMap(value)

export const isSet = (value: unknown): value is Set<unknown> =>
  value instanceof Set || types.isSet(value)

export const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value)

/** Whether the value is a `Date` with a valid time. */
export const isValidDate = (value: unknown): value is Date =>
  types.isDate(value) && !Number.isNaN(Date.prototype.getTime.call(value))
