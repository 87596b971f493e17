/** Patterns that bind names: assignments, loops, `as` and `:=`. */
const TARGETS: readonly RegExp[] = [
  // Each part matches in one way only: otherwise a line of blanks could cause exponential backtracking.
  /^([\w \t,()*[\]]+)(?:[-+/%&|^@]|\/\/|<<|>>)?=(?!=)/gm,
  /\bfor\b((?:(?!\b(?:for|in)\b)[\w\s,()*])+)\bin\b/g,
  /\bas\s+(\w+)/g,
  /\b(\w+)\s*:=/g,
]

/**
 * Names of earlier code that the code rebinds. The checker treats definitions of earlier code as declarations
 * with the type of their value, and would refuse a value of any other type. Too many names are better than
 * too few: the checker only infers less about them.
 */
export function reboundNames(code: string, earlier: string): string[] {
  if (earlier === '') return []
  const known = new Set(earlier.match(/\b[A-Za-z_]\w*/g) ?? [])
  const targets = TARGETS.flatMap((target) => [...code.matchAll(target)].map(([, names]) => names!))
  const names = targets.flatMap((text) => text.match(/\b[A-Za-z_]\w*/g) ?? [])
  return [...new Set(names)].filter((name) => known.has(name))
}
