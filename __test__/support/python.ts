import { Monty, type RunOptions } from 'monty-node'

/** Runs a program to its end on this thread. */
export function py(code: string, options: RunOptions = {}): unknown {
  const { inputs = {} } = options
  return new Monty(code, { inputs: Object.keys(inputs) }).run(options)
}

const echo = new Monty('x', { inputs: ['x'] })

/** Sends a value into Python and takes it out again. */
export function roundTrip(value: unknown, options: Omit<RunOptions, 'inputs'> = {}): unknown {
  return echo.run({ ...options, inputs: { x: value } })
}

const describer = new Monty('(type(x).__name__, repr(x))', { inputs: ['x'] })

/** What Python takes a value for: the name of its type, and its `repr()`. */
export function inPython(value: unknown): string {
  const [type, text] = describer.run({ inputs: { x: value } }) as [string, string]
  return `${type} ${text}`
}
