import { isMainThread, Worker } from 'node:worker_threads'
import { Monty, MontySession, runMontyAsync } from '../../dist/index.js'

/*
 * Worker threads come and go, each leaving runs behind in every state. Arguments: how many in all,
 * how many at once. It runs the compiled library, as a thread does not know TypeScript.
 */

const busy = new Monty('i = 0\nwhile i < 3_000:\n    i += 1\ni')

if (isMainThread) {
  const [count, atOnce] = process.argv.slice(2).map(Number)
  const failures = []
  let left = count
  const lane = async () => {
    while (left-- > 0) {
      const worker = new Worker(new URL(import.meta.url))
      await new Promise((resolve) => {
        worker.once('error', (error) => failures.push(String(error)))
        worker.once('exit', (code) => {
          if (code !== 0) failures.push(`exit code ${code}`)
          resolve()
        })
      })
    }
  }
  const threads = Promise.all(Array.from({ length: atOnce }, lane))
  // The main thread works meanwhile.
  let mine = 0
  const timer = setInterval(() => {
    if (busy.run() === 3_000) mine++
  }, 10)
  await threads
  clearInterval(timer)
  const after = new Monty('1 + 1').run()
  console.log(JSON.stringify({ failures, mine: mine > 0, after, rss: process.memoryUsage.rss() }))
} else {
  const session = new MontySession()
  session.feed('x = [1]')
  session.feedStart('f(x)')
  new Monty('f([1])').start()
  if (busy.run() !== 3_000) throw new Error('a wrong result')
  void runMontyAsync(new Monty('while True:\n    pass')).catch(() => {})
  await runMontyAsync(busy)
  process.exit(0)
}
