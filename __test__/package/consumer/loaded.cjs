// Which of the package's files are loaded when: at once, by a run, by the first check of types, by a runtime.
const path = require('node:path')
const before = new Set()
const own = () =>
  Object.keys(require.cache)
    .filter((file) => file.includes('monty-node') && file.endsWith('.js') && !before.has(file))
    .map((file) => before.add(file) && path.basename(file))
const { Monty, MontyRuntime } = require('monty-node')

async function main() {
  const loaded = { atOnce: own() }
  new Monty('6 * 7').run()
  loaded.byRun = own()
  try {
    new Monty('x: int = "one"').typeCheck()
  } catch (error) {
    loaded.error = error.name
  }
  loaded.byCheck = own()
  await new MontyRuntime().execute('6 * 7').value()
  loaded.byRuntime = own()
  console.log(JSON.stringify(loaded))
}

void main()
