import { KEYWORDS } from '../core/python-names.js'
import type { HintContext } from './subjects.js'

const ARGUMENT = /[(,]\s*([A-Za-z]+)\s*=(?!=)/g

/**
 * Hint for an argument that is named by a Python keyword, and that the host declares under another
 * name.
 */
export function keywordHint(context: HintContext): string | undefined {
  const words = [...context.code.matchAll(ARGUMENT)].map(([, word]) => word!)
  const reserved = [...new Set(words)].filter((word) => KEYWORDS.has(word))
  if (reserved.length === 0) return undefined
  const declared = context.declare(context.names) ?? ''
  const hints = reserved
    .map((word) => ({ word, name: nameIn(declared, word) }))
    .flatMap(({ word, name }) =>
      name === undefined
        ? []
        : `${word} is a word of Python's own and cannot name an argument. Here it is called ${name}: write ${name}=...`,
    )
  return hints.length === 0 ? undefined : hints.join('\n')
}

/** The declared parameter that stands for the keyword. */
function nameIn(declared: string, word: string): string | undefined {
  return new RegExp(String.raw`[(,]\s*(${word}_+): `).exec(declared)?.[1]
}
