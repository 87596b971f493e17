/** The container did not come before. */
export const NEW = -1
/** The container is inside itself. */
export const CYCLE = -2

/** The containers of one message, which have numbers in the order in which they begin. */
export class Containers {
  /** In the order of their numbers, which nobody asks for when each comes once, as in most messages. */
  readonly #begun = new Set<object>()
  #numbers: Map<object, number> | undefined
  #unnumbered: Iterator<object> | undefined
  /** The numbers of those that are being written, outermost first. */
  readonly #open: number[] = []

  /** Begins a container. If it came before, its number or `CYCLE`, and nothing is begun. */
  begin(object: object): number {
    const number = this.#begun.size
    this.#begun.add(object)
    if (this.#begun.size === number) return this.#again(object)
    this.#open.push(number)
    return NEW
  }

  /** Begins a container that came before once more, by its number. */
  repeat(number: number): void {
    this.#open.push(number)
  }

  /** Ends the container that was begun last. */
  end(): void {
    this.#open.pop()
  }

  /** Counts a container that stands for no object here. */
  skip(): void {
    this.#begun.add({})
  }

  #again(object: object): number {
    const number = this.#numberOf(object)
    return this.#open.lastIndexOf(number) < 0 ? number : CYCLE
  }

  #numberOf(object: object): number {
    const numbers = (this.#numbers ??= new Map())
    this.#unnumbered ??= this.#begun.values()
    while (!numbers.has(object)) numbers.set(this.#unnumbered.next().value, numbers.size)
    return numbers.get(object)!
  }
}
