// `npm run demo`: Python that a language model could have written, doing real tasks with tools.
import { findPrograms, loadPrograms, type Program } from './programs.js'
import { detail, heading, resultLine } from './report.js'
import { type Result, run } from './run.js'

/** Each tool of the program shown in detail takes this long, so that waiting can be seen. */
const DELAY_MS = 20

const folder = findPrograms()
const programs = loadPrograms(folder.path)
if (folder.isBundled) {
  console.log(
    'There is no folder of shared programs (MONTY_SHARED, or ../shared beside this repository):' +
      ' these come with the example.',
  )
}

console.log(heading(`${programs.length} Python programs, each with its tools in TypeScript`))
const results: Result[] = []
for (const program of programs) {
  const result = await run(program)
  results.push(result)
  console.log(resultLine(result))
}

const shown = await run(mostInstructive(programs), DELAY_MS)
console.log(heading(`One of them in detail, its tools answering after ${DELAY_MS} ms each`))
console.log(detail(shown))

const failed = [...results, shown].filter(({ problem }) => problem !== undefined)
const total = results.reduce((sum, { durationMs }) => sum + durationMs, 0)
if (failed.length === 0) {
  console.log(heading(`All ${results.length} programs gave the expected value and output`))
  console.log(`in ${total.toFixed(0)} ms together.`)
} else {
  console.error(`\n${failed.length} failed: ${failed.map((one) => one.program.name).join(', ')}`)
  process.exitCode = 1
}

/** The program that calls asynchronous tools side by side and meets errors, if it is there. */
function mostInstructive(all: Program[]): Program {
  const found = all.find(({ name }) => name.startsWith('city_')) ?? all[0]
  if (found === undefined) throw new Error(`${folder.path} has no programs`)
  return found
}
