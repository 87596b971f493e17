import type { Imports } from './imports.js'
import { pythonLiteral } from './text.js'

/** The type of one of several values. */
export function literalType(values: readonly unknown[], imports: Imports): string {
  if (isLong(values)) return kindsOf(values, imports)
  const literals: string[] = []
  const others = new Set<string>()
  for (const value of values) {
    if (value === null) others.add('None')
    else if (typeof value === 'number' && !Number.isSafeInteger(value)) others.add('float')
    else if (typeof value === 'object') return imports.use('Any')
    else literals.push(pythonLiteral(value) ?? 'str')
  }
  // A text that is too long to repeat makes the type `Any`.
  if (literals.includes('str')) return imports.use('Any')
  const literal = literals.length > 0 ? [`${imports.use('Literal')}[${unique(literals)}]`] : []
  const types = [...literal, ...others]
  return types.length === 0 ? imports.use('Never') : types.join(' | ')
}

function unique(literals: readonly string[]): string {
  return [...new Set(literals)].join(', ')
}

/** Limits of a `Literal`: a model pays for each value, whenever it reads the stub or an error. */
const MAX_LITERALS = 60
const MAX_CHARACTERS = 1_500

/** Whether there are too many values to list. */
export function isLong(values: readonly unknown[]): boolean {
  if (values.length > MAX_LITERALS) return true
  return values.reduce<number>((sum, one) => sum + String(one).length, 0) > MAX_CHARACTERS
}

/** The common types of values. */
function kindsOf(values: readonly unknown[], imports: Imports): string {
  const kinds = new Set(values.map(kindOf))
  if (kinds.has(undefined)) return imports.use('Any')
  const types = [...kinds].filter((kind) => kind !== 'None')
  return [...types, ...(kinds.has('None') ? ['None'] : [])].join(' | ')
}

function kindOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    default:
      return value === null ? 'None' : undefined
  }
}
