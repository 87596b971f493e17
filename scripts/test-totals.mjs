// The numbers of vitest's JSON report.
import { readFileSync } from 'node:fs'

export function testTotals(reportFile) {
  let report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    // No report means that the tests did not get to run, which is a failure.
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const failedFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
