/** Numbers that repeat themselves for the same seed. */
export class Random {
  #state: number

  constructor(readonly seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number of 32 bits. */
  next(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** A whole number from 0, less than `bound`. */
  below(bound: number): number {
    return this.next() % bound
  }

  /** One of `choices`. */
  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }
}

/** The seed to repeat a failure with: `MONTY_SEED`, else one of the moment. */
export function chosenSeed(): number {
  const given = process.env['MONTY_SEED']
  return given === undefined ? Date.now() % 2 ** 31 : Number(given)
}
