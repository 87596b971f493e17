import * as monty from 'monty-node'
import { failedChecks } from './checks.cjs'

// No `await` outside of a function, as bundles in CommonJS cannot have that.
async function main() {
  const failed = await failedChecks(monty)
  console.log(JSON.stringify(failed))
  if (Object.keys(failed).length > 0) process.exitCode = 1
}

void main()
