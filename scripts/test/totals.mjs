// Reads the totals of vitest's JSON report.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

export function testTotals(reportFile) {
  let report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    // Without a report the tests did not run, which is a failure.
    return { passed: 0, failed: 1, skipped: 0, failures: ['the tests wrote no report'] }
  }
  const failedFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failedTests = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${nameOf(file)} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...failedTests,
      ...failedFiles.map((file) => `${nameOf(file)}: ${firstLine(file.message)}`),
    ],
  }
}

function nameOf(file) {
  return relative(process.cwd(), file.name)
}

function firstLine(message = '') {
  return message.split('\n', 1)[0].slice(0, 200)
}
