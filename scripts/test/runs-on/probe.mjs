import * as monty from 'monty-node'
import { failedChecks } from './checks.cjs'

// Without top-level `await`, which CommonJS bundles do not support.
async function main() {
  const failed = await failedChecks(monty)
  console.log(JSON.stringify(failed))
  if (Object.keys(failed).length > 0) process.exitCode = 1
}

void main()
