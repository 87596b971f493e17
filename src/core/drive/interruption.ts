import { MontyError, type PythonException, addPlace } from '../errors.js'
import type { Channel } from './channel.js'

/** Ends a run with an error. Rejects as soon as Python's position is available, if Python was running. */
export function interrupt(
  channel: Channel,
  error: unknown,
  reject: (error: unknown) => void,
): void {
  const finish = (at: PythonException | undefined): void => {
    if (at !== undefined && error instanceof MontyError) addPlace(error, at)
    reject(error)
  }
  let place: ReturnType<Channel['stop']> = undefined
  try {
    place = channel.stop()
  } catch {
    // The channel is already closed: the error that ended the run first takes precedence.
  }
  if (place instanceof Promise) void place.then(finish)
  else finish(place)
}
