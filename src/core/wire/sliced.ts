/** Work that can be put down wherever it yields, every tenth of a millisecond or so. */
export type Sliced<T> = Generator<void, T, void>

/** Does all of it now. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}
