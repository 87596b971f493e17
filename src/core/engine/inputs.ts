import { isPythonName } from '../python-names.js'
import { isByName } from '../option-checks.js'
import { FeedFlag, Op } from './kinds.js'
import type { Message } from './message.js'
import { MontyUsageError } from '../errors.js'
import { encodeTogether } from '../wire/encode.js'

const NO_INPUTS: Message = {
  write(writer) {
    writer.u8(Op.START)
    writer.u8(0)
  },
}

/**
 * The message that starts a program with its inputs.
 *
 * @throws MontyUsageError when inputs are missing or undeclared
 */
export function startMessage(
  declared: readonly string[],
  inputs: Record<string, unknown> | undefined,
): Message {
  if (inputs === undefined && declared.length === 0) return NO_INPUTS
  const given = checkInputs(inputs)
  for (const name of Object.keys(given)) {
    if (!declared.includes(name)) {
      throw new MontyUsageError(
        `inputs.${name} is not declared: list it in the inputs of new Monty(code, { inputs: [...] })`,
      )
    }
  }
  const missing = declared.filter((name) => !Object.hasOwn(given, name))
  if (missing.length > 0) {
    throw new MontyUsageError(
      `inputs.${missing.join(', inputs.')} missing: the program declares it`,
    )
  }
  return {
    write(writer) {
      writer.u8(Op.START)
      writer.varint(declared.length)
      encodeTogether(
        writer,
        declared.map((name) => [name, given[name]]),
        () => {},
      )
    },
  }
}

/** Flags of a feed. */
export interface FeedFlags {
  /** Whether the value of a final assignment is the feed's result. */
  readonly assigning: boolean
  /** Whether values may be sent as JSON text. */
  readonly json: boolean
}

/** The message that feeds code to a session. */
export function feedMessage(
  code: string,
  inputs: Record<string, unknown> | undefined,
  { assigning, json }: FeedFlags,
): Message {
  const given = namedInputs(inputs)
  return {
    write(writer) {
      writer.u8(Op.FEED)
      writer.u8((assigning ? FeedFlag.ASSIGNING : 0) | (json ? FeedFlag.JSON : 0))
      writer.text(code)
      writer.varint(given.length)
      encodeTogether(writer, given, (name) => writer.text(name))
    },
  }
}

/**
 * The variables of a feed, by name.
 *
 * @throws MontyUsageError for inputs that are not values by Python names
 */
export function namedInputs(inputs: unknown): Array<[string, unknown]> {
  const given = Object.entries(checkInputs(inputs))
  for (const [name] of given) {
    if (!isPythonName(name)) {
      throw new MontyUsageError(`inputs: ${JSON.stringify(name)} is not a Python name`)
    }
  }
  return given
}

function checkInputs(inputs: unknown): Record<string, unknown> {
  if (inputs === undefined) return {}
  if (!isByName(inputs)) throw new MontyUsageError('inputs must be an object of values by name')
  return inputs
}
