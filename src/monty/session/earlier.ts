import type { Earlier } from '../snapshot/state-payload.js'

/** Code that is kept, in characters: it is read anew by each check. */
const MAX_CODE = 64 * 1024
/** Names that are kept of the rest. */
const MAX_NAMES = 20_000

/** Earlier code with a feed after it, and the names of what is kept as names only. */
export function withFeed(
  { code, inputs }: Earlier,
  fed: string,
): { code: string; names: readonly string[] } {
  const all = `${code}${fed}\n`
  if (all.length <= MAX_CODE) return { code: all, names: inputs }
  // Of a feed that is too long itself nothing but the names is kept.
  const kept = fed.length <= MAX_CODE / 2 ? `${fed}\n` : ''
  const left = kept === '' ? all : code
  return { code: kept, names: [...new Set([...inputs, ...boundNames(left)])].slice(-MAX_NAMES) }
}

/** No way to match a part in two ways, as whoever writes a line of blanks would have us try each. */
const BINDINGS: readonly RegExp[] = [
  /^(?:async )?(?:def|class) +(\w+)/gm,
  /^(?:from|import) ([^\n(]*)/gm,
  /^from [^\n(]*\(([^)]*)\)/gm,
  /^[ \t]*([\w \t,()*[\]]+)(?::[^\n=]*)?(?:[-+/%&|^@]|\/\/|<<|>>)?=(?!=)/gm,
  /\bfor\b((?:(?!\b(?:for|in)\b)[\w\s,()*])+)\bin\b/g,
  /\bas\s+(\w+)/g,
  /\b(\w+)\s*:=/g,
]

const NO_NAMES: ReadonlySet<string> = new Set(['import', 'from', 'as', 'for', 'in', 'if', 'else'])

/** Names that code may define; rather one too many than one too few. */
function boundNames(code: string): string[] {
  const texts = BINDINGS.flatMap((binding) => [...code.matchAll(binding)].map(([, text]) => text!))
  const names = texts.flatMap((text) => text.match(/\b[A-Za-z_]\w*/g) ?? [])
  return names.filter((name) => !NO_NAMES.has(name))
}
