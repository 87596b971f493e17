/**
 * An own entry of a table; names in programs may be those of inherited members, such as
 * `constructor`.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
