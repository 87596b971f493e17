import type { Language } from '../core/engine/source.js'
import { type Feature, FEATURES } from './features.js'
import { INTERPRETER, type Known } from './interpreter.js'

/** A feature that the interpreter lacks, and the error that reports it. */
export interface Missing {
  readonly feature: Feature
  readonly error: { readonly typeName: string; readonly message: string }
}

/** Features and modules that the interpreter has and lacks. */
export interface Capabilities extends Omit<Known, 'missing'> {
  readonly missing: readonly Missing[]
}

const features = new Map(FEATURES.map((feature) => [feature.name, feature]))
const found = new Map<Language, Capabilities>()

/**
 * The capabilities of the interpreter in a language. They are determined when the package is built:
 * trying hundreds of programs takes some tenths of a second, which would block the event loop at
 * the first failure.
 */
export function capabilities(language: Language = 'python'): Capabilities {
  let known = found.get(language)
  if (known === undefined) {
    const { missing, ...rest } = INTERPRETER[language]
    known = {
      ...rest,
      missing: missing.map(({ feature, ...error }) => ({ feature: features.get(feature)!, error })),
    }
    found.set(language, known)
  }
  return known
}
