import { Monty } from '../index.js'

/**
 * Fails if there is no interpreter, before a page is announced that needs it.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY`
 */
export function needInterpreter(): void {
  new Monty('').run()
}
