// Runs a program that finds a bug of the interpreter, in process and isolated.
import { Monty, MontyCrashedError } from '../../dist/index.js'

const monty = new Monty(process.argv[2], { language: 'monty' })
for (const options of [{}, { isolation: 'process' }]) {
  const error = await monty.runAsync(options).catch((reason) => reason)
  if (!(error instanceof MontyCrashedError)) throw error
}
process.stdout.write('crashed')
