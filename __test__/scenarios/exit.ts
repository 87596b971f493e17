import { Monty, MontySession, runMontyAsync } from 'monty-node'

/* Leaves the process while runs are under way: by process.exit, by an error, or by having no more to do. */

const limits = { maxDurationMs: Infinity }
const ignore = (): void => {}
const session = new MontySession()
session.feedStart('f()')
new Monty('f()').start()
void runMontyAsync(new Monty('await f()'), {
  externalFunctions: { f: () => new Promise(() => {}) },
}).catch(ignore)

if (process.argv[2] !== 'idle') {
  for (let index = 0; index < 8; index++) {
    void runMontyAsync(new Monty('while True:\n    pass'), { limits }).catch(ignore)
  }
  setTimeout(() => {
    if (process.argv[2] === 'throw') throw new Error('on purpose')
    process.exit(7)
  }, 30)
}
