import type { Language } from '../core/engine/source.js'
import { closestNames } from './closest.js'
import { EXCEPTION_SUBSTITUTES } from './exceptions.js'
import type { Feature } from './features.js'
import { lookUp } from './lookup.js'
import { MEMBER_SUBSTITUTES } from './members.js'
import { BUILTIN_SUBSTITUTES, MODULE_SUBSTITUTES } from './modules.js'
import { capabilities } from './capabilities.js'

/** Names, modules and program that hints refer to. */
export interface HintContext {
  /** The names of functions and inputs. */
  readonly names: readonly string[]
  /** Modules of the host. */
  readonly modules: readonly string[]
  /** The program. */
  readonly code: string
  /** The language of the program. */
  readonly language: Language
  /** The declarations of those names that are tools. */
  declare(names: readonly string[]): string | undefined
  /** The declarations of the host's modules that the program names. */
  declareModules?(): string
}

/** Names that models give to a namespace of the host's functions. */
const NAMESPACES: ReadonlySet<string> = new Set(['tools', 'functions', 'host', 'default_api'])
const MAX_NAMES = 40

/** Hint for a missing module. */
export function moduleHint(name: string, context: HintContext): string {
  if (context.names.includes(name)) {
    return `${name} is not a module but a function that is there without an import: call ${name}(...).`
  }
  if (NAMESPACES.has(name) && context.names.length > 0)
    return `There is no ${name}. ${provided(context)}`
  const available = [...capabilities(context.language).modules, ...context.modules]
  const close = closestNames(name, available, { least: 0.7 })
  const instead =
    lookUp(MODULE_SUBSTITUTES, name) ??
    lookUp(MODULE_SUBSTITUTES, name.split('.')[0]!) ??
    (close.length > 0
      ? `Did you mean ${close.join(' or ')}?`
      : 'Nothing can be installed and there are no files to import from: write what you need in plain Python.')
  return `There is no module ${name} here. ${instead}`
}

/** Adds the list of available modules to hints. */
export function withModules(hints: readonly string[], context: HintContext): string {
  const available = [...capabilities(context.language).modules, ...context.modules]
  return `${hints.join('\n\n')}\nAvailable modules: ${available.join(', ')}.`
}

/** Hint for a missing part of a module. */
export function memberHint(module: string, member: string): string {
  const substitute = lookUp(MEMBER_SUBSTITUTES, `${module}.${member}`)
  if (substitute === undefined && module === 'typing') {
    return `typing has no ${member} here. Leave it out: no annotation is needed.`
  }
  return substitute === undefined
    ? `${module} has no ${member} here. Write what you need in plain Python.`
    : `${module}.${member} is not available. ${substitute}`
}

/** Hint for an undefined name. */
export function nameHint(name: string | undefined, context: HintContext): string | undefined {
  if (name === undefined) return undefined
  if (capabilities(context.language).missingBuiltins.includes(name)) {
    return `The built-in ${name} is not available. ${BUILTIN_SUBSTITUTES[name]}`
  }
  const substitute = lookUp(EXCEPTION_SUBSTITUTES, name)
  if (substitute !== undefined) return `There is no ${name} here. ${substitute}`
  if (capabilities(context.language).modules.includes(name) || context.modules.includes(name)) {
    return `Import it first: import ${name}`
  }
  const close = closestNames(name, context.names)
  if (close.length > 0) {
    const declared = context.declare(close)
    const list = `There is no ${name}. Did you mean ${close.join(' or ')}?`
    return declared === undefined ? list : `${list}\n${declared}`
  }
  return context.names.length === 0
    ? `There is no ${name}, and there are no tools.`
    : `There is no ${name}. ${provided(context)}`
}

function provided({ names }: HintContext): string {
  const shown = names.slice(0, MAX_NAMES).join(', ')
  return `What the host provides is there by its own name, without an import: ${shown}.`
}

/** The declarations of functions by name. */
export function declarationHint(
  names: readonly string[],
  context: HintContext,
): string | undefined {
  const declared = context.declare(names)
  return declared && `It is declared as:\n${declared}`
}

const MAX_OTHERS = 4
/** Limit of imports that are examined: several may come to the same hint. */
const MAX_IMPORTS = 20

/** Hints for further missing features, modules and members that a program seems to use. */
export function othersIn(context: HintContext, reported: Feature | undefined): string[] {
  const { code } = context
  const { missing, modules, missingMembers } = capabilities(context.language)
  const features = missing
    .filter(({ feature }) => feature !== reported && feature.spelled?.test(code) === true)
    .map(({ feature }) => `There are no ${feature.name} either. ${feature.instead}`)
  // enum and abc are covered by the hint on classes with bases; __future__ has no effect here.
  const names = [...code.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w[\w.]*)/gm)].map(
    ([, name]) => name!,
  )
  const imported = [...new Set(names)]
    .filter((name) => !modules.includes(name) && !context.modules.includes(name))
    .filter((name) => !['enum', 'abc', '__future__'].includes(name))
    .slice(0, MAX_IMPORTS)
    .map((name) => moduleHint(name, context))
  const members = missingMembers
    .filter((member) => new RegExp(`\\b${member.replace('.', '\\.')}\\b`).test(code))
    .map((member) => memberHint(...(member.split('.') as [string, string])))
  return [...new Set([...features, ...imported, ...members])].slice(0, MAX_OTHERS)
}
