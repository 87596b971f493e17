/**
 * A Python `float` whose value is whole: `new PyFloat(2)` is `2.0`, where `2` would be an `int`.
 * Floats that come from Python are plain numbers.
 */
export class PyFloat {
  constructor(readonly value: number) {}

  valueOf(): number {
    return this.value
  }

  toJSON(): number {
    return this.value
  }
}

/** A `decimal.Decimal`, as the text that `str()` gives: `'1.20'`, `'1E+5'`, `'NaN'`. */
export class PyDecimal {
  constructor(readonly value: string) {}

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
    readonly real: number,
    readonly imag: number,
  ) {}

  toString(): string {
    return `(${this.real}${this.imag < 0 || Object.is(this.imag, -0) ? '' : '+'}${this.imag}j)`
  }

  toJSON(): { real: number; imag: number } {
    return { real: this.real, imag: this.imag }
  }
}
