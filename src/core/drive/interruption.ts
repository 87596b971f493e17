import { MontyError, type PythonException, tellPlace } from '../errors.js'
import type { Channel } from './channel.js'

/** Ends a run for an error, and rejects with it, as soon as it is known where Python was, if it was running. */
export function interrupt(
  channel: Channel,
  error: unknown,
  reject: (error: unknown) => void,
): void {
  const told = (at: PythonException | undefined): void => {
    if (at !== undefined && error instanceof MontyError) tellPlace(error, at)
    reject(error)
  }
  let place: ReturnType<Channel['stop']> = undefined
  try {
    place = channel.stop()
  } catch {
    // It is gone already: what ended the run first is what counts.
  }
  if (place instanceof Promise) void place.then(told)
  else told(place)
}
