import type { Imports } from './imports.js'
import { pythonLiteral } from './text.js'

/** The type of one of several values. */
export function literalType(values: readonly unknown[], imports: Imports): string {
  const literals: string[] = []
  const others = new Set<string>()
  for (const value of values) {
    if (value === null) others.add('None')
    else if (typeof value === 'number' && !Number.isSafeInteger(value)) others.add('float')
    else if (typeof value === 'object') return imports.use('Any')
    else literals.push(pythonLiteral(value) ?? 'str')
  }
  // A text too long to repeat stands for any.
  if (literals.includes('str')) return imports.use('Any')
  const literal = literals.length > 0 ? [`${imports.use('Literal')}[${unique(literals)}]`] : []
  const types = [...literal, ...others]
  return types.length === 0 ? imports.use('Never') : types.join(' | ')
}

function unique(literals: readonly string[]): string {
  return [...new Set(literals)].join(', ')
}
