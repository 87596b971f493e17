import { KEYWORDS } from '../core/python-names.js'
import type { Surroundings } from './subjects.js'

const ARGUMENT = /[(,]\s*([A-Za-z]+)\s*=(?!=)/g

/** An argument named like a word of Python's own, which the host declares under another name. */
export function keywordHint(around: Surroundings): string | undefined {
  const words = [...around.code.matchAll(ARGUMENT)].map(([, word]) => word!)
  const reserved = [...new Set(words)].filter((word) => KEYWORDS.has(word))
  if (reserved.length === 0) return undefined
  const declared = around.declare(around.names) ?? ''
  const hints = reserved
    .map((word) => ({ word, name: nameIn(declared, word) }))
    .flatMap(({ word, name }) =>
      name === undefined
        ? []
        : `${word} is a word of Python's own and cannot name an argument. Here it is called ${name}: write ${name}=...`,
    )
  return hints.length === 0 ? undefined : hints.join('\n')
}

/** The parameter that stands for the word. */
function nameIn(declared: string, word: string): string | undefined {
  return new RegExp(String.raw`[(,]\s*(${word}_+): `).exec(declared)?.[1]
}
