/** The container was not seen before. */
export const NEW = -1
/** The container contains itself. */
export const CYCLE = -2

/** The containers of one message, numbered in the order in which they begin. */
export class Containers {
  /** Containers in order. Their numbers are computed only for messages in which one repeats. */
  readonly #seen = new Set<object>()
  #numbers: Map<object, number> | undefined
  #unnumbered: Iterator<object> | undefined
  /** Numbers of the containers being written, outermost first. */
  readonly #open: number[] = []

  /** Begins a container. For a container seen before, returns its number or `CYCLE`, and begins nothing. */
  begin(object: object): number {
    const number = this.#seen.size
    this.#seen.add(object)
    if (this.#seen.size === number) return this.#again(object)
    this.#open.push(number)
    return NEW
  }

  /** Begins a container again that was seen before, by its number. */
  repeat(number: number): void {
    this.#open.push(number)
  }

  /** Ends the container that was begun last. */
  end(): void {
    this.#open.pop()
  }

  /** Counts a container that has no object here. */
  skip(): void {
    this.#seen.add({})
  }

  #again(object: object): number {
    const number = this.#numberOf(object)
    return this.#open.lastIndexOf(number) < 0 ? number : CYCLE
  }

  #numberOf(object: object): number {
    const numbers = (this.#numbers ??= new Map())
    this.#unnumbered ??= this.#seen.values()
    while (!numbers.has(object)) numbers.set(this.#unnumbered.next().value, numbers.size)
    return numbers.get(object)!
  }
}
