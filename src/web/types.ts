// Detects the type of a value by its internal slots, which scripts cannot remove or forge.

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

const getter = (of: object, name: PropertyKey): Method =>
  Reflect.get(Object.getOwnPropertyDescriptor(of, name)!, 'get') as Method

type Method = (this: unknown, ...given: unknown[]) => unknown

/** Whether a method or getter of a class accepts the value as its receiver. */
function answers(method: Method, value: unknown, ...given: unknown[]): boolean {
  try {
    Reflect.apply(method, value, given)
    return true
  } catch {
    return false
  }
}

const methodOf = (of: object, name: string): Method => Reflect.get(of, name) as Method

const mapSize = getter(Map.prototype, 'size')
const timeOf = methodOf(Date.prototype, 'getTime')
const inWeakMap = methodOf(WeakMap.prototype, 'has')
const inWeakSet = methodOf(WeakSet.prototype, 'has')
const setSize = getter(Set.prototype, 'size')
const flagsOf = getter(RegExp.prototype, 'global')
const boxed = [Number, String, Boolean, BigInt, Symbol].map(({ prototype }) =>
  methodOf(prototype, 'valueOf'),
)
const arrayTag = getter(Object.getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag)

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isArrayOf = (name: string) => (value: unknown) =>
  isObject(value) && arrayTag.call(value) === name
const isAnyArrayBuffer = (value: unknown): boolean =>
  isObject(value) && /^(Shared)?ArrayBuffer$/.test(tagOf(value))

/** The functions of `node:util`'s `types` that this package uses. */
export const webTypes = {
  isAnyArrayBuffer,
  isBigInt64Array: isArrayOf('BigInt64Array'),
  isBigUint64Array: isArrayOf('BigUint64Array'),
  isBoxedPrimitive: (value: unknown) =>
    isObject(value) && boxed.some((valueOf) => answers(valueOf, value)),
  isDate: (value: unknown) => isObject(value) && answers(timeOf, value),
  isFloat32Array: isArrayOf('Float32Array'),
  isFloat64Array: isArrayOf('Float64Array'),
  isGeneratorObject: (value: unknown) => isObject(value) && tagOf(value) === 'Generator',
  isMap: (value: unknown) => isObject(value) && answers(mapSize, value),
  isNativeError: (value: unknown) => value instanceof Error || tagOf(value) === 'Error',
  isPromise: (value: unknown) =>
    value instanceof Promise || (isObject(value) && tagOf(value) === 'Promise'),
  /**
   * Proxies cannot be detected; one around an object with internal slots has none of these types,
   * and is refused.
   */
  isProxy: () => false,
  isRegExp: (value: unknown) =>
    isObject(value) && value !== RegExp.prototype && answers(flagsOf, value),
  isSet: (value: unknown) => isObject(value) && answers(setSize, value),
  isTypedArray: (value: unknown) => isObject(value) && arrayTag.call(value) !== undefined,
  isUint8Array: isArrayOf('Uint8Array'),
  isWeakMap: (value: unknown) => isObject(value) && answers(inWeakMap, value, {}),
  isWeakSet: (value: unknown) => isObject(value) && answers(inWeakSet, value, {}),
}
