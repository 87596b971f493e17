// What is loaded after the cache of modules was cleared, as by Jest's `resetModules()`, belongs to what was
// loaded before.
const { Monty, MontyRuntime, MontyRuntimeError, MontyTypingError, tool } = require('monty-node')

const clear = () => {
  for (const file of Object.keys(require.cache)) delete require.cache[file]
}
const errorOf = async (run) => {
  try {
    await run()
  } catch (error) {
    return error
  }
  return undefined
}

async function main() {
  const found = {}
  clear()
  found.run = (await errorOf(() => new Monty('1 / 0').run())) instanceof MontyRuntimeError
  clear()
  found.check =
    (await errorOf(() => new Monty('x: int = "one"').typeCheck())) instanceof MontyTypingError
  clear()
  const double = tool({
    input: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    output: { type: 'integer' },
    execute: ({ n }) => n * 2,
  })
  clear()
  const runtime = new MontyRuntime({ tools: { double } })
  clear()
  found.runtime = await runtime.execute('await double(n=21)').value()
  clear()
  const failing = runtime.execute('1 / 0').value()
  found.failing = (await errorOf(() => failing)) instanceof MontyRuntimeError
  console.log(JSON.stringify(found))
}

void main()
