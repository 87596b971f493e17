/** Plain data about a run: what JSON can say. */
export type Metadata = Readonly<Record<string, unknown>>
