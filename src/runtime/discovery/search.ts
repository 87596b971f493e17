import { stubs } from '../../host/stubs/stubs.js'
import type { Tool, ToolSet } from '../../host/tool.js'

/** A tool and its path: `name`, or `module.name`. */
type Named = readonly [path: string, tool: Tool]

const MAX_FOUND = 10
const MAX_QUERY = 400

/** The words of a text, normalized for comparison. */
function wordsOf(text: string): string[] {
  return text
    .slice(0, MAX_QUERY)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word))
}

/**
 * Tools that match a query, the best first: words of the name count most, then those of parameters, then the
 * description.
 */
export function searched(tools: ToolSet, query: string): Named[] {
  const words = [...new Set(wordsOf(query))]
  return Object.entries(tools)
    .map((one) => ({ one, score: scoreOf(words, one) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.one[0] < b.one[0] ? -1 : 1))
    .slice(0, MAX_FOUND)
    .map(({ one }) => one)
}

function scoreOf(words: readonly string[], [path, tool]: Named): number {
  const name = new Set(wordsOf(path))
  const parameters = new Set(tool.signature.parameters.flatMap((one) => wordsOf(one.name)))
  const text = (tool.description ?? '').toLowerCase()
  return words.reduce((sum, word) => {
    if (name.has(word)) return sum + 4
    if ([...name].some((one) => one.startsWith(word) || word.startsWith(one))) return sum + 2
    if (parameters.has(word)) return sum + 2
    return text.includes(word) ? sum + 1 : sum
  }, 0)
}

/** The declaration of a tool, as a program uses it. */
export function declarationOf([path, tool]: Named): string {
  const at = path.lastIndexOf('.')
  const name = path.slice(at + 1)
  // Imports serve the type checker only, and cost tokens.
  const declared = stubs({ [name]: tool })
    .replaceAll(/^from (?:typing|datetime) import .*\n/gm, '')
    .trim()
  return at < 0 ? declared : `# import ${path.split('.')[0]!}, and call ${path}()\n${declared}`
}
