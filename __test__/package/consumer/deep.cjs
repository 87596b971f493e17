// Python runs after its first runs were where no stack was left to load parts of the package.
const { Monty } = require('monty-node')

let refused = 0
let value
const dive = () => {
  try {
    dive()
  } catch {
    // On the way up there is a little more stack each time.
  }
  if (value !== undefined) return
  try {
    value = new Monty('6 * 7').run()
  } catch {
    refused += 1
  }
}
dive()
console.log(JSON.stringify({ wasRefused: refused > 0, value }))
