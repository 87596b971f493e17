import type { CallRequest } from '../core/contract/host-call.js'
import { setOwn } from '../core/wire/own.js'
import type { Parameter, Signature } from './signature.js'

/** A tool that takes whatever it is given takes no more names than this besides its own. */
const MOST_KEYWORDS = 10_000

/** What a call is refused with: Python's own `TypeError`. */
export function argumentError(name: string, message: string): TypeError {
  return new TypeError(`${name}() ${message}`)
}

/**
 * Names the arguments of a call. Defaults are the schema's business, and so are types.
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
  if (signature.isOpen && names.length > MOST_KEYWORDS + parameters.length) {
    throw argumentError(
      name,
      `takes ${MOST_KEYWORDS} keyword arguments that are not declared at most`,
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

/** By its own name, or by the identifier that stands for it in Python. */
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

/** A function with more arguments than this has a declaration to read. */
const MAX_NAMED = 20

function missingArguments(name: string, missing: readonly Parameter[]): TypeError {
  const names = missing.slice(0, MAX_NAMED).map((one) => `'${one.pythonName}'`)
  const others = missing.length - names.length
  const last = others > 0 ? `${others} others` : names.pop()!
  const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`
  const noun = missing.length === 1 ? 'argument' : 'arguments'
  return argumentError(name, `missing ${missing.length} required ${noun}: ${list}`)
}
