import type { EndEvent } from '../engine/event.js'
import { MontyRuntimeError } from '../errors.js'
import { plainException } from '../plain-exception.js'
import { PyFunction } from '../values/index.js'

/** The failure of a run whose result is a coroutine: a last call that nobody awaited, and that never ran. */
export function notAwaited({
  value,
  usage,
}: Extract<EndEvent, { kind: 'complete' }>): MontyRuntimeError | undefined {
  if (!(value instanceof PyFunction) || !value.name.startsWith('<coroutine ')) return undefined
  const message =
    'the result is a coroutine that was never awaited: write await before the last call'
  return new MontyRuntimeError(plainException('TypeError', message), { usage })
}
