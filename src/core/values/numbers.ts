/**
 * A Python `float`: `new PyFloat(2)` is `2.0`, whereas `2` becomes an `int`. Floats from Python are plain
 * numbers, unless the run has `floats: 'PyFloat'`.
 *
 * @example
 * ```ts
 * const show = new Monty('repr(x)', { inputs: ['x'] })
 * show.run({ inputs: { x: new PyFloat(2) } }) // '2.0'
 * ```
 */
export class PyFloat {
  constructor(
    /** The number, whole or fractional. */
    readonly value: number,
  ) {}

  valueOf(): number {
    return this.value
  }

  toJSON(): number {
    return this.value
  }
}

/**
 * A `decimal.Decimal`, as the text of `str()`: `'1.20'`, `'1E+5'`, `'NaN'`.
 *
 * @example
 * ```ts
 * const monty = new Monty('price * 2', { inputs: ['price'] })
 * String(monty.run({ inputs: { price: new PyDecimal('1.20') } })) // '2.40'
 * ```
 */
export class PyDecimal {
  constructor(
    /** The number as text, so that no digit is lost. */
    readonly value: string,
  ) {}

  /** The nearest number; digits may be lost. */
  toNumber(): number {
    return Number(this.value)
  }

  toString(): string {
    return this.value
  }

  toJSON(): string {
    return this.value
  }
}

/** A Python `complex`. */
export class PyComplex {
  constructor(
    /** The real part. */
    readonly real: number,
    /** The imaginary part. */
    readonly imag: number,
  ) {}

  toString(): string {
    return `(${this.real}${this.imag < 0 || Object.is(this.imag, -0) ? '' : '+'}${this.imag}j)`
  }

  toJSON(): { real: number; imag: number } {
    return { real: this.real, imag: this.imag }
  }
}
