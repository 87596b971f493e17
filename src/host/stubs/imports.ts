/** The names that a stub file takes from `typing`. */
export type TypingName = 'Any' | 'Literal' | 'Never' | 'NotRequired' | 'TypedDict'

/** Those that it takes from `datetime`. */
export type DatetimeName = 'date' | 'datetime' | 'time' | 'timedelta'

/** Collects what a stub file needs to import. */
export class Imports {
  readonly #names = new Set<TypingName>()
  readonly #datetime = new Map<DatetimeName, string>()
  readonly #taken: ReadonlySet<string>

  /** `taken` are names that mean something else in the file. */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  use(name: TypingName): string {
    this.#names.add(name)
    return name
  }

  /** A class of `datetime`, under another name where its own is taken. */
  useDatetime(name: DatetimeName): string {
    let alias: string = name
    while (this.#taken.has(alias)) alias += '_'
    this.#datetime.set(name, alias)
    return alias
  }

  /** The import lines, or nothing. */
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
