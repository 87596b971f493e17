/** Where names are given values: assignments, loops, `as` and `:=`. */
const TARGETS: readonly RegExp[] = [
  // No way to match a part in two ways, as whoever writes a line of blanks would have us try each.
  /^([\w \t,()*[\]]+)(?:[-+/%&|^@]|\/\/|<<|>>)?=(?!=)/gm,
  /\bfor\b((?:(?!\b(?:for|in)\b)[\w\s,()*])+)\bin\b/g,
  /\bas\s+(\w+)/g,
  /\b(\w+)\s*:=/g,
]

/**
 * Names of earlier code that code gives other values. The checker takes what earlier code defined for
 * declared, with the type of its value, and would refuse a value of any other type. Rather a name too
 * many than one too few: of these it just knows less.
 */
export function reboundNames(code: string, earlier: string): string[] {
  if (earlier === '') return []
  const known = new Set(earlier.match(/\b[A-Za-z_]\w*/g) ?? [])
  const targets = TARGETS.flatMap((target) => [...code.matchAll(target)].map(([, names]) => names!))
  const names = targets.flatMap((text) => text.match(/\b[A-Za-z_]\w*/g) ?? [])
  return [...new Set(names)].filter((name) => known.has(name))
}
