/** Whether something can hold values by name: an object, and none that holds them in another way. */
export function isByName(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value)
}
