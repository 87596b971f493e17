// Runs named steps in order, continuing after failures, and prints a summary.

/**
 * Runs the steps; a failed `required` step ends the run, as later ones depend on it. Returns the
 * number of failures.
 */
export async function runSteps(steps) {
  const results = []
  for (const step of steps) {
    console.log(`\n── ${step.name}`)
    const started = performance.now()
    const error = await step.run().then(
      () => undefined,
      (reason) => reason,
    )
    if (error) console.error(error.message)
    results.push({
      name: step.name,
      failed: error !== undefined,
      lastLines: error?.lastLines ?? [],
      seconds: (performance.now() - started) / 1000,
    })
    if (error && step.required) break
  }
  printSummary(results, steps.slice(results.length))
  return results.filter((result) => result.failed).length
}

function printSummary(results, left) {
  console.log('\n── summary')
  for (const { name, failed, seconds } of results) {
    console.log(
      `${failed ? 'FAILED' : 'ok    '}  ${name.padEnd(14)}${seconds.toFixed(1).padStart(8)} s`,
    )
  }
  // Logs may be truncated to their end: repeat the important lines there.
  for (const { name, lastLines } of results)
    for (const line of lastLines) console.log(`${name}: ${line}`)
  for (const { name } of left) console.log(`not run ${name}`)
}
