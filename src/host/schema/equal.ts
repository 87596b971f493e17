/** Whether two JSON values are the same, numbers by value and keys in any order. */
export function jsonEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (isNumeric(left) && isNumeric(right)) return left == right
  if (typeof left !== 'object' || typeof right !== 'object') return false
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) &&
        jsonEqual((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
    )
  )
}

/** A text that is the same for two JSON values if, and only if, they are the same. */
export function jsonKey(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  // In hexadecimal, as the decimal text of a huge int takes seconds.
  if (typeof value === 'bigint') return value.toString(16)
  // A BigInt of the same value has the same text, and takes long to make.
  if (Number.isSafeInteger(value)) return (value as number).toString(16)
  if (typeof value === 'number')
    return Number.isInteger(value) ? BigInt(value).toString(16) : `=${value}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    return `<${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}>`
  }
  if (Array.isArray(value)) return `[${value.map(jsonKey).join(',')}]`
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${jsonKey(item)}`,
  )
  return `{${entries.toSorted().join(',')}}`
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}
