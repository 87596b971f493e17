import { isPythonName } from '../../core/python-names.js'
import type { Message } from '../../core/engine/message.js'
import { MontyUsageError } from '../../core/errors.js'
import { checkFlag } from '../../core/option-checks.js'
import { type FeedFlags, feedMessage } from '../../core/engine/inputs.js'
import { checkCode, declarationsOf } from '../source.js'
import { PyTuple } from '../../core/values/index.js'
import type { FeedOptions } from '../options.js'
import type { FeedTypes } from './types.js'

/** Code and its metadata, ready to be executed in a session. */
export interface Feed {
  readonly message: Message
  /** The part that the type checker needs; `undefined` when there is nothing to check. */
  readonly types: FeedTypes | undefined
  /** Whether to check the feed, in a session with type checks. */
  readonly isChecked: boolean
}

/** Validates code and its options as a feed. */
export function feedOf(code: string, options: FeedOptions | undefined, flags: FeedFlags): Feed {
  const { inputs, lazyInputs = {}, modules, typeCheck = true } = options ?? {}
  checkFlag(typeCheck, 'typeCheck')
  const message = feedMessage(checkCode(code), inputs, flags)
  return {
    message,
    isChecked: typeCheck,
    types: {
      code,
      inputs: [...Object.keys(inputs ?? {}), ...Object.keys(lazyInputs)],
      modules: declarationsOf(modules),
    },
  }
}

// A call is fed as code, so that it can pause like any other.
const ARGS = '__call_args__'
const KWARGS = '__call_kwargs__'

/** A call of an existing function: nothing to check, nor to remember. */
export function callOf(
  name: string,
  args: unknown[],
  kwargs: Record<string, unknown>,
  flags: Pick<FeedFlags, 'json'>,
): Feed {
  const message = feedMessage(callCode(name), callInputs(args, kwargs), {
    ...flags,
    assigning: false,
  })
  return { message, types: undefined, isChecked: false }
}

function callCode(name: string): string {
  if (typeof name !== 'string' || !isPythonName(name)) {
    throw new MontyUsageError(`${JSON.stringify(name)} is not a Python name`)
  }
  // A comprehension does not bind the value to a name. A coroutine is awaited.
  const call = `${name}(*${ARGS}, **${KWARGS})`
  return `[await v if type(v).__name__ == 'coroutine' else v for v in [${call}]][0]`
}

function callInputs(args: unknown[], kwargs: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(args)) {
    throw new MontyUsageError('args must be an array, as in callFunction(name, [1], { by: 2 })')
  }
  if (typeof kwargs !== 'object' || kwargs === null) {
    throw new MontyUsageError('kwargs must be an object of values by name')
  }
  return { [ARGS]: new PyTuple(...args), [KWARGS]: { ...kwargs } }
}
