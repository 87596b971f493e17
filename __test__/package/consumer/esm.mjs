import { Monty, runMontyAsync } from 'monty-node'
import { Monty as CompatMonty } from 'monty-node/compat'

const program = new Monty('x + 1', { inputs: ['x'] })
const asynchronous = new Monty('await f(2)')

console.log(
  JSON.stringify({
    run: program.run({ inputs: { x: 41 } }),
    runAsync: await runMontyAsync(asynchronous, { externalFunctions: { f: async (n) => n * 2 } }),
    compat: new CompatMonty('x * 2', { inputs: ['x'] }).run({ inputs: { x: 21 } }),
  }),
)
