/**
 * A Python `tuple` or `namedtuple`: an array that stays a tuple on the way back.
 *
 * @example
 * ```ts
 * const monty = new Monty('point[0] + point[1]', { inputs: ['point'] })
 * monty.run({ inputs: { point: new PyTuple(1, 2) } }) // 3
 * ```
 */
export class PyTuple<T = unknown> extends Array<T> {
  /** The type's name, for a named tuple. */
  declare readonly typeName?: string
  /** The names of the fields in order, for a named tuple. Each is also a property. */
  declare readonly fieldNames?: readonly string[]

  // Not inferred, so that items of several types are welcome.
  constructor(...items: NoInfer<T>[]) {
    super()
    for (const item of items) this.push(item)
  }

  /** What `map`, `filter` and the like return is an ordinary array. */
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

/** Makes a tuple a named one. */
export function nameFields(tuple: PyTuple, typeName: string, fieldNames: string[]): PyTuple {
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false })
  Object.defineProperty(tuple, 'typeName', hidden(typeName))
  Object.defineProperty(tuple, 'fieldNames', hidden(fieldNames))
  fieldNames.forEach((name, index) => {
    if (!(name in tuple)) Object.defineProperty(tuple, name, hidden(tuple[index]))
  })
  return tuple
}
