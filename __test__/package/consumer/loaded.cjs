// Which of the package's files are loaded when: at once, by a run, and by the first check of types.
const path = require('node:path')
const own = () =>
  Object.keys(require.cache)
    .filter((file) => file.includes('monty-node') && file.endsWith('.js'))
    .map((file) => path.basename(file))
const { Monty } = require('monty-node')

const loaded = { atOnce: own() }
new Monty('6 * 7').run()
loaded.byRun = own()
try {
  new Monty('x: int = "one"').typeCheck()
} catch (error) {
  loaded.error = error.name
}
loaded.byCheck = own()
console.log(JSON.stringify(loaded))
