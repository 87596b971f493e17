import {
  type Diagnostic,
  type LimitName,
  type MontyError,
  MontyLimitError,
  MontyRuntimeError,
  MontyTimeoutError,
  MontyTypingError,
} from '../../core/errors.js'
import { missingIn, quoted } from './absence.js'
import { closestNames } from './closest.js'
import { BUILTIN_SUBSTITUTES, MEMBER_SUBSTITUTES, MODULE_SUBSTITUTES } from './modules.js'
import { isRefusal } from '../failure.js'
import { capabilities } from './probe.js'

/** What the Python can call and use, for suggestions. */
export interface Surroundings {
  /** The names of functions and inputs. */
  readonly names: readonly string[]
  /** Modules of the host. */
  readonly modules: readonly string[]
  /** The program. */
  readonly code: string
  /** The declarations of tools, of those names that are tools. */
  declare(names: readonly string[]): string | undefined
}

/** What a model can do about a failure; `undefined` when the error says it all. */
export function hintFor(error: MontyError, around: Surroundings): string | undefined {
  if (error instanceof MontyTypingError) return hintForFindings(error.diagnostics, around)
  if (error instanceof MontyLimitError) return LIMIT_HINTS[error.limit]
  if (error instanceof MontyTimeoutError) {
    return 'The run took too long, waiting included. Make independent calls together with asyncio.gather, and do less per run.'
  }
  const { typeName, message } = error.exception
  switch (typeName) {
    case 'NotImplementedError':
      return isRefusal(error) ? unsupported(typeName, message) : undefined
    case 'ModuleNotFoundError':
    case 'ImportError':
      if (!isRefusal(error)) return undefined
      return hintForImport(message, around)
    case 'NameError':
      return hintForName(quoted(message)[0], around)
    case 'AttributeError':
      return hintForMember(message)
    case 'TypeError':
      return error instanceof MontyRuntimeError ? hintForCall(message, around) : undefined
    default:
      return knownMissing(typeName, message)
  }
}

const LIMIT_HINTS: Readonly<Record<LimitName, string>> = {
  memory: 'Hold less at once: process data in parts and keep only what the result needs.',
  duration:
    'The program computed for too long. Look for a loop that does not end, or do less work.',
  hostCalls:
    'Make fewer calls: use tools that return many items at once, and do not poll in a loop.',
  result: 'Return less: select the fields and rows that are needed, or aggregate them.',
  sleep: 'Sleep less. There is no need to wait for the tools: await does that.',
}

function knownMissing(typeName: string, message: string): string | undefined {
  return capabilities().missing.find(
    ({ says }) => says.typeName === typeName && says.message === message,
  )?.feature.instead
}

function unsupported(typeName: string, message: string): string {
  return (
    knownMissing(typeName, message) ??
    `This interpreter does not have that. Rewrite the program without it; it also lacks: ${missingNames()}.`
  )
}

const missingNames = (): string =>
  capabilities()
    .missing.map(({ feature }) => feature.name)
    .join('; ')

function hintForImport(message: string, around: Surroundings): string {
  const names = quoted(message)
  // "cannot import name 'x' from 'module'"
  if (names.length >= 2) return memberHint(names[1]!, names[0]!)
  return moduleHint(names[0] ?? '', around)
}

function moduleHint(name: string, around: Surroundings): string {
  const available = [...capabilities().modules, ...around.modules]
  if (around.names.includes(name)) {
    return `${name} is not a module but a function that is there without an import: call ${name}(...).`
  }
  const substitute = MODULE_SUBSTITUTES[name.split('.')[0]!]
  const close = closestNames(name, available)
  const instead =
    substitute ??
    (close.length > 0
      ? `Did you mean ${close.join(' or ')}?`
      : 'Write what you need in plain Python.')
  return `There is no module ${name} here. ${instead}\nAvailable modules: ${available.join(', ')}.`
}

function memberHint(module: string, member: string): string {
  const substitute = MEMBER_SUBSTITUTES[`${module}.${member}`]
  return substitute === undefined
    ? `${module} has no ${member} here. Write what you need in plain Python.`
    : `${module}.${member} is not available. ${substitute}`
}

function hintForMember(message: string): string | undefined {
  const [owner, member] = quoted(message)
  if (owner === undefined || member === undefined) return undefined
  if (capabilities().modules.includes(owner)) return memberHint(owner, member)
  return `Values of type ${owner} have no ${member} here. Use other methods, or a function of your own.`
}

function hintForName(name: string | undefined, around: Surroundings): string | undefined {
  if (name === undefined) return undefined
  if (capabilities().missingBuiltins.includes(name)) {
    return `The built-in ${name} is not available. ${BUILTIN_SUBSTITUTES[name]}`
  }
  if (capabilities().modules.includes(name) || around.modules.includes(name)) {
    return `Import it first: import ${name}`
  }
  const close = closestNames(name, around.names)
  if (close.length > 0) {
    const declared = around.declare(close)
    const list = `There is no ${name}. Did you mean ${close.join(' or ')}?`
    return declared === undefined ? list : `${list}\n${declared}`
  }
  const all = around.names.slice(0, 40)
  return all.length === 0
    ? `There is no ${name}, and there are no tools.`
    : `There is no ${name}. What the host provides: ${all.join(', ')}.`
}

/** A call that does not fit: its declaration says how to. */
function hintForCall(message: string, around: Surroundings): string | undefined {
  const name = /^([\p{ID_Continue}.]+)\(\)/u.exec(message)?.[1]
  return name === undefined ? undefined : declarationHint([name], around)
}

function hintForFindings(
  findings: readonly Diagnostic[],
  around: Surroundings,
): string | undefined {
  const missing = missingIn(around.code).map(
    ({ feature }) => `There are no ${feature.name}. ${feature.instead}`,
  )
  const hints = findings.map((finding) => hintForFinding(finding, around))
  const distinct = [...new Set([...missing, ...hints.filter((hint) => hint !== undefined)])]
  return distinct.length === 0 ? undefined : distinct.slice(0, 5).join('\n\n')
}

function hintForFinding({ code, message }: Diagnostic, around: Surroundings): string | undefined {
  const names = quoted(message)
  const [first = '', second] = names
  switch (code) {
    case 'unresolved-import':
      return second === undefined ? moduleHint(first, around) : memberHint(first, second)
    case 'unresolved-reference':
      return hintForName(first, around)
    case 'unresolved-attribute':
      return message.startsWith('Module') ? memberHint(first, second ?? '') : undefined
    default:
      return declarationHint(names, around)
  }
}

function declarationHint(names: readonly string[], around: Surroundings): string | undefined {
  const declared = around.declare(names)
  return declared && `It is declared as:\n${declared}`
}
