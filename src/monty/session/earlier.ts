import type { Earlier } from '../snapshot/state-payload.js'

/** Maximum length of the retained code, in characters: each check parses it again. */
const MAX_CODE = 64 * 1024
/** Maximum number of names retained from dropped code. */
const MAX_NAMES = 20_000

/** Appends a feed to earlier code; code that exceeds the limit is reduced to the names it binds. */
export function withFeed(
  { code, inputs }: Earlier,
  fed: string,
): { code: string; names: readonly string[] } {
  const all = `${code}${fed}\n`
  if (all.length <= MAX_CODE) return { code: all, names: inputs }
  // A feed that is itself too long is reduced to its names.
  const kept = fed.length <= MAX_CODE / 2 ? `${fed}\n` : ''
  const left = kept === '' ? all : code
  return { code: kept, names: [...new Set([...inputs, ...boundNames(left)])].slice(-MAX_NAMES) }
}

/** No pattern can match a part in two ways: untrusted code could make it backtrack. */
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

/** Names that code may bind; may include too many, but misses none. */
function boundNames(code: string): string[] {
  const texts = BINDINGS.flatMap((binding) => [...code.matchAll(binding)].map(([, text]) => text!))
  const names = texts.flatMap((text) => text.match(/\b[A-Za-z_]\w*/g) ?? [])
  return names.filter((name) => !NO_NAMES.has(name))
}
