/** Names that a stub file imports from `typing`. */
export type TypingName = 'Any' | 'Literal' | 'Never' | 'NotRequired' | 'TypedDict'

/** Names that a stub file imports from `datetime`. */
export type DatetimeName = 'date' | 'datetime' | 'time' | 'timedelta'

/** Collects the imports of a stub file. */
export class Imports {
  readonly #names = new Set<TypingName>()
  readonly #datetime = new Map<DatetimeName, string>()
  readonly #usedNames: ReadonlySet<string>

  /** `usedNames` are names that have another meaning in the file. */
  constructor(usedNames: Iterable<string> = []) {
    this.#usedNames = new Set(usedNames)
  }

  use(name: TypingName): string {
    this.#names.add(name)
    return name
  }

  /** A class of `datetime`, under an alias where its name is used otherwise. */
  useDatetime(name: DatetimeName): string {
    let alias: string = name
    while (this.#usedNames.has(alias)) alias += '_'
    this.#datetime.set(name, alias)
    return alias
  }

  /** The import lines, or an empty text. */
  get text(): string {
    const names = [...this.#names].toSorted()
    const dates = [...this.#datetime]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, alias]) => (name === alias ? name : `${name} as ${alias}`))
    return importLine('datetime', dates) + importLine('typing', names)
  }
}

const importLine = (module: string, names: readonly string[]): string =>
  names.length === 0 ? '' : `from ${module} import ${names.join(', ')}\n`
