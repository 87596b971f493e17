import type { Language } from '../core/engine/source.js'
import { closestNames } from './closest.js'
import { EXCEPTION_SUBSTITUTES } from './exceptions.js'
import type { Feature } from './features.js'
import { lookUp } from './lookup.js'
import { MEMBER_SUBSTITUTES } from './members.js'
import { BUILTIN_SUBSTITUTES, MODULE_SUBSTITUTES } from './modules.js'
import { capabilities } from './capabilities.js'

/** What the Python can call and use, for suggestions. */
export interface Surroundings {
  /** The names of functions and inputs. */
  readonly names: readonly string[]
  /** Modules of the host. */
  readonly modules: readonly string[]
  /** The program. */
  readonly code: string
  /** What it is written in. */
  readonly language: Language
  /** The declarations of tools, of those names that are tools. */
  declare(names: readonly string[]): string | undefined
  /** The declarations of the host's modules that the program names. */
  declareModules?(): string
}

/** Names that models give to what the host's functions might be in. */
const NAMESPACES: ReadonlySet<string> = new Set(['tools', 'functions', 'host', 'default_api'])
const MAX_NAMES = 40

/** A module that is not there. */
export function moduleHint(name: string, around: Surroundings): string {
  if (around.names.includes(name)) {
    return `${name} is not a module but a function that is there without an import: call ${name}(...).`
  }
  if (NAMESPACES.has(name) && around.names.length > 0)
    return `There is no ${name}. ${provided(around)}`
  const available = [...capabilities(around.language).modules, ...around.modules]
  const close = closestNames(name, available, { least: 0.7 })
  const instead =
    lookUp(MODULE_SUBSTITUTES, name) ??
    lookUp(MODULE_SUBSTITUTES, name.split('.')[0]!) ??
    (close.length > 0
      ? `Did you mean ${close.join(' or ')}?`
      : 'Nothing can be installed and there are no files to import from: write what you need in plain Python.')
  return `There is no module ${name} here. ${instead}`
}

/** Hints, and the modules that there are. */
export function withModules(hints: readonly string[], around: Surroundings): string {
  const available = [...capabilities(around.language).modules, ...around.modules]
  return `${hints.join('\n\n')}\nAvailable modules: ${available.join(', ')}.`
}

/** A part of a module that is not there. */
export function memberHint(module: string, member: string): string {
  const substitute = lookUp(MEMBER_SUBSTITUTES, `${module}.${member}`)
  if (substitute === undefined && module === 'typing') {
    return `typing has no ${member} here. Leave it out: no annotation is needed.`
  }
  return substitute === undefined
    ? `${module} has no ${member} here. Write what you need in plain Python.`
    : `${module}.${member} is not available. ${substitute}`
}

/** A name that stands for nothing. */
export function nameHint(name: string | undefined, around: Surroundings): string | undefined {
  if (name === undefined) return undefined
  if (capabilities(around.language).missingBuiltins.includes(name)) {
    return `The built-in ${name} is not available. ${BUILTIN_SUBSTITUTES[name]}`
  }
  const substitute = lookUp(EXCEPTION_SUBSTITUTES, name)
  if (substitute !== undefined) return `There is no ${name} here. ${substitute}`
  if (capabilities(around.language).modules.includes(name) || around.modules.includes(name)) {
    return `Import it first: import ${name}`
  }
  const close = closestNames(name, around.names)
  if (close.length > 0) {
    const declared = around.declare(close)
    const list = `There is no ${name}. Did you mean ${close.join(' or ')}?`
    return declared === undefined ? list : `${list}\n${declared}`
  }
  return around.names.length === 0
    ? `There is no ${name}, and there are no tools.`
    : `There is no ${name}. ${provided(around)}`
}

function provided({ names }: Surroundings): string {
  const shown = names.slice(0, MAX_NAMES).join(', ')
  return `What the host provides is there by its own name, without an import: ${shown}.`
}

/** How the functions of those names are called. */
export function declarationHint(
  names: readonly string[],
  around: Surroundings,
): string | undefined {
  const declared = around.declare(names)
  return declared && `It is declared as:\n${declared}`
}

const MAX_OTHERS = 4
/** Several may come to the same hint. */
const MAX_IMPORTS = 20

/** What else a program seems to use that there is not, besides a feature that was told of. */
export function othersIn(around: Surroundings, told: Feature | undefined): string[] {
  const { code } = around
  const { missing, modules, missingMembers } = capabilities(around.language)
  const features = missing
    .filter(({ feature }) => feature !== told && feature.spelled?.test(code) === true)
    .map(({ feature }) => `There are no ${feature.name} either. ${feature.instead}`)
  // What is for classes with bases only is told with them; __future__ changes nothing here.
  const names = [...code.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w[\w.]*)/gm)].map(
    ([, name]) => name!,
  )
  const imported = [...new Set(names)]
    .filter((name) => !modules.includes(name) && !around.modules.includes(name))
    .filter((name) => !['enum', 'abc', '__future__'].includes(name))
    .slice(0, MAX_IMPORTS)
    .map((name) => moduleHint(name, around))
  const members = missingMembers
    .filter((member) => new RegExp(`\\b${member.replace('.', '\\.')}\\b`).test(code))
    .map((member) => memberHint(...(member.split('.') as [string, string])))
  return [...new Set([...features, ...imported, ...members])].slice(0, MAX_OTHERS)
}
