import { Monty, MontyError, MontyUsageError } from 'monty-node'

try {
  console.log(JSON.stringify({ result: new Monty('1').run() }))
} catch (error) {
  console.log(
    JSON.stringify({
      isMontyError: error instanceof MontyError,
      isUsageError: error instanceof MontyUsageError,
      code: error.code,
      message: error.message,
    }),
  )
}
