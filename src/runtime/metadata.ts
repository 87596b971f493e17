/** JSON-compatible data about a run. */
export type Metadata = Readonly<Record<string, unknown>>
