const { Monty, runMontyAsync } = require('monty-node')

async function main() {
  const double = { f: async (n) => n * 2 }
  const run = new Monty('x + 1', { inputs: ['x'] }).run({ inputs: { x: 41 } })
  const runAsync = await runMontyAsync(new Monty('await f(2)'), { externalFunctions: double })
  console.log(JSON.stringify({ run, runAsync }))
}

void main()
