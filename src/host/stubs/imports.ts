/** The names that a stub file takes from `typing`. */
export type TypingName = 'Any' | 'Literal' | 'Never' | 'NotRequired' | 'TypedDict'

/** Collects what a stub file needs to import. */
export class Imports {
  readonly #names = new Set<TypingName>()

  use(name: TypingName): string {
    this.#names.add(name)
    return name
  }

  /** The import line, or nothing. */
  get text(): string {
    const names = [...this.#names].toSorted()
    return names.length === 0 ? '' : `from typing import ${names.join(', ')}\n`
  }
}
