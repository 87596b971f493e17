import type { CallRequest } from '../core/contract/host-call.js'
import { setOwn } from '../core/wire/own.js'
import type { Parameter, Signature } from './signature.js'

/** Maximum number of undeclared keyword arguments that a tool with an open signature accepts. */
const MAX_UNDECLARED_KEYWORDS = 10_000

/** The error that refuses a call: Python's own `TypeError`. */
export function argumentError(name: string, message: string): TypeError {
  return new TypeError(`${name}() ${message}`)
}

/**
 * Names the arguments of a call. Defaults and types are left to the schema.
 *
 * @throws TypeError for arguments that are unknown, too many, given twice, or missing
 */
export function nameArguments(request: CallRequest, signature: Signature): Record<string, unknown> {
  const { name, args, kwargs } = request
  const { parameters } = signature
  const named: Record<string, unknown> = {}
  if (args.length > parameters.length) throw tooMany(name, args.length, parameters.length)
  args.forEach((value, index) => setOwn(named, parameters[index]!.name, value))
  const names = Object.keys(kwargs ?? {})
  if (signature.isOpen && names.length > MAX_UNDECLARED_KEYWORDS + parameters.length) {
    throw argumentError(
      name,
      `takes ${MAX_UNDECLARED_KEYWORDS} keyword arguments that are not declared at most`,
    )
  }
  for (const given of names) {
    const value = kwargs![given]
    const parameter = parameterOf(signature, given)
    if (parameter === undefined && !signature.isOpen) {
      throw argumentError(name, `got an unexpected keyword argument '${given}'`)
    }
    const target = parameter?.name ?? given
    if (Object.hasOwn(named, target)) {
      throw argumentError(name, `got multiple values for argument '${given}'`)
    }
    setOwn(named, target, value)
  }
  const missing = parameters.filter((one) => one.isRequired && !Object.hasOwn(named, one.name))
  if (missing.length > 0) throw missingArguments(name, missing)
  return named
}

/** Finds a parameter by its own name, or by its identifier in Python. */
function parameterOf({ parameters }: Signature, given: string): Parameter | undefined {
  return (
    parameters.find((one) => one.name === given) ??
    parameters.find((one) => one.pythonName === given)
  )
}

function tooMany(name: string, given: number, allowed: number): TypeError {
  const takes = allowed === 1 ? '1 positional argument' : `${allowed} positional arguments`
  return argumentError(name, `takes ${takes} but ${given} ${given === 1 ? 'was' : 'were'} given`)
}

/** Maximum number of missing arguments that an error names; the declaration shows the others. */
const MAX_NAMED = 20

function missingArguments(name: string, missing: readonly Parameter[]): TypeError {
  const names = missing.slice(0, MAX_NAMED).map((one) => `'${one.pythonName}'`)
  const others = missing.length - names.length
  const last = others > 0 ? `${others} others` : names.pop()!
  const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`
  const noun = missing.length === 1 ? 'argument' : 'arguments'
  return argumentError(name, `missing ${missing.length} required ${noun}: ${list}`)
}
