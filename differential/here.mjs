import { Monty, MontyError, MontySyntaxError } from 'monty-node'

/** What this library makes of a program, as `runInCPython` tells it; or why it refuses the program. */
export function runHere(code) {
  let printed = ''
  let monty
  try {
    monty = new Monty(code)
  } catch (error) {
    const isRefused =
      error instanceof MontySyntaxError && error.exception.typeName === 'NotImplementedError'
    if (isRefused) return { refusal: error.message }
    return ['', describe(error)]
  }
  try {
    monty.run({ printCallback: (_stream, text) => (printed += text) })
    return [printed, '']
  } catch (error) {
    if (!(error instanceof MontyError)) throw error
    const frames = error.traceback().map(({ line, functionName }) => `${line} ${functionName}`)
    return [printed, [describe(error), ...frames].join('\n')]
  }
}

function describe({ exception }) {
  return `${exception.typeName}: ${exception.message}`
}
