import { Monty, runMontyAsync } from 'monty-node'

const run = async () => runMontyAsync(new Monty('6 * 7'), { isolation: 'process' })

run().then(
  (value) => console.log(JSON.stringify({ value })),
  (error) => console.log(JSON.stringify({ code: error.code, message: error.message })),
)
