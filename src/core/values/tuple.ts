/**
 * A Python `tuple` or `namedtuple`: an array that becomes a tuple again in Python.
 *
 * @example
 * ```ts
 * const monty = new Monty('point[0] + point[1]', { inputs: ['point'] })
 * monty.run({ inputs: { point: new PyTuple(1, 2) } }) // 3
 * ```
 */
export class PyTuple<T = unknown> extends Array<T> {
  /** Name of the type, for a named tuple. */
  declare readonly typeName?: string
  /** The names of the fields in order, for a named tuple. Each is also a property. */
  declare readonly fieldNames?: readonly string[]

  // No type inference, so that items may have several types.
  constructor(...items: NoInfer<T>[]) {
    super()
    for (const item of items) this.push(item)
  }

  /** `map`, `filter` and similar methods return ordinary arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  /**
   * A named tuple: its fields are readable by name and by index.
   *
   * @example
   * ```ts
   * const point = PyTuple.named('Point', { x: 1, y: 2 })
   * ```
   */
  static named<F extends Record<string, unknown>>(
    typeName: string,
    fields: F,
  ): PyTuple<F[keyof F]> & Readonly<F> {
    return nameFields(new PyTuple(...Object.values(fields)), typeName, Object.keys(fields)) as never
  }
}

/** Turns a tuple into a named tuple. */
export function nameFields(tuple: PyTuple, typeName: string, fieldNames: string[]): PyTuple {
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false })
  Object.defineProperty(tuple, 'typeName', hidden(typeName))
  Object.defineProperty(tuple, 'fieldNames', hidden(fieldNames))
  fieldNames.forEach((name, index) => {
    if (!(name in tuple)) Object.defineProperty(tuple, name, hidden(tuple[index]))
  })
  return tuple
}
