const monty = require('monty-node')
const { failedChecks } = require('./checks.cjs')

async function main() {
  const failed = await failedChecks(monty)
  console.log(JSON.stringify(failed))
  if (Object.keys(failed).length > 0) process.exitCode = 1
}

void main()
