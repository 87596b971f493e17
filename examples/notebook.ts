// A session as a notebook: cells share their state, a fork tries something out, and the whole can
// be kept as bytes.
//
//   npx tsx examples/notebook.ts
import { MontyRuntimeError, MontySession } from 'monty-node'

const key = 'only for this example, 16+ bytes'
const cells = [
  'readings = [21.5, 22.0, 35.1, 21.9]',
  'mean = sum(readings) / len(readings)\nround(mean, 2)',
  'readings[10]',
  `
def without_outliers(limit):
    return [value for value in readings if abs(value - mean) < limit]

without_outliers(8)
`,
]

const notebook = new MontySession({ scriptName: 'cell.py' })
cells.forEach((cell, index) => console.log(`[${index + 1}]`, evaluate(cell)))

const fork = notebook.fork()
fork.feed('readings.clear()')
console.log('the fork has', fork.feed('len(readings)'), 'readings')
console.log('the notebook has', notebook.feed('len(readings)'))

const bytes = notebook.dump({ key })
const reopened = MontySession.load(bytes, { key })
console.log('reopened:', reopened.functionNames(), reopened.callFunction('without_outliers', [4]))

for (const session of [notebook, fork, reopened]) session.dispose()

/** The value of a cell; the error it ends with leaves the notebook as it is. */
function evaluate(cell: string): unknown {
  try {
    return notebook.feed(cell)
  } catch (error) {
    if (error instanceof MontyRuntimeError) return error.display('type-msg')
    throw error
  }
}
