/** Python's keywords. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
)

/** Whether the name is a valid Python identifier. */
export function isPythonName(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) && !KEYWORDS.has(name)
}

/** The identifier for a name: `user-id` becomes `user_id`, `from` becomes `from_`. */
function pythonNameOf(name: string): string {
  if (isPythonName(name)) return name
  if (KEYWORDS.has(name)) return `${name}_`
  const text = name.replaceAll(/[^\p{ID_Continue}]/gu, '_')
  return /^[\p{ID_Start}_]/u.test(text) ? text : `_${text}`
}

/** Identifiers for several names, all different. */
export function pythonNamesOf(names: readonly string[]): string[] {
  const taken = new Set(names.filter(isPythonName))
  return names.map((name) => {
    if (isPythonName(name)) return name
    let candidate = pythonNameOf(name)
    while (taken.has(candidate)) candidate += '_'
    taken.add(candidate)
    return candidate
  })
}
