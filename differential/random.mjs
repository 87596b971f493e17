/** Chance that a seed repeats (mulberry32). */
export class Random {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** A whole number below `count`. */
  below(count) {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count
  }

  /** Whether something happens that happens `percent` times of a hundred. */
  chance(percent) {
    return this.below(100) < percent
  }

  of(items) {
    return items[this.below(items.length)]
  }

  /** Between `least` and `most` results of `make`, which is given their index. */
  many(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index))
  }

  /** Some of the items, in their order. */
  some(items, percent = 50) {
    return items.filter(() => this.chance(percent))
  }
}
