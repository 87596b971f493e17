/** The union of types, without duplicates. */
export function union(types: readonly string[]): string {
  const different = [...new Set(types.flatMap((type) => splitUnion(type)))]
  if (different.includes('Any')) return 'Any'
  const others = different.filter((type) => type !== 'Never')
  // `None` comes last, as is usual: `str | None`.
  const sorted = [
    ...others.filter((type) => type !== 'None'),
    ...others.filter((type) => type === 'None'),
  ]
  return sorted.length === 0 ? 'Never' : sorted.join(' | ')
}

/** The alternatives at the top level of a type expression. */
function splitUnion(type: string): string[] {
  return /['"[]/.test(type) ? [type] : type.split(' | ')
}
