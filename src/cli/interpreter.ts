import { Monty } from '../index.js'

/**
 * Fails where there is no interpreter, before somebody is told that it can be used.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY`
 */
export function needInterpreter(): void {
  new Monty('').run()
}
