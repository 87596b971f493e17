import type { Language } from '../core/engine/source.js'
import { type Feature, FEATURES } from './features.js'
import { INTERPRETER, type Known } from './interpreter.js'

/** A feature that the interpreter lacks, and what it says about it. */
export interface Missing {
  readonly feature: Feature
  readonly says: { readonly typeName: string; readonly message: string }
}

/** What the interpreter can and cannot do. */
export interface Capabilities extends Omit<Known, 'missing'> {
  readonly missing: readonly Missing[]
}

const features = new Map(FEATURES.map((feature) => [feature.name, feature]))
const found = new Map<Language, Capabilities>()

/**
 * What the interpreter can do in a language. It is known from when the package was made: trying hundreds of
 * programs takes some tenths of a second, for which the first failure of a process would hold its event loop.
 */
export function capabilities(language: Language = 'python'): Capabilities {
  let known = found.get(language)
  if (known === undefined) {
    const { missing, ...rest } = INTERPRETER[language]
    known = {
      ...rest,
      missing: missing.map(({ feature, ...says }) => ({ feature: features.get(feature)!, says })),
    }
    found.set(language, known)
  }
  return known
}
