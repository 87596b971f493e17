import monty = require('monty-node')
import compat = require('monty-node/compat')

const program: monty.Monty = new monty.Monty('x')
const value: unknown = program.run({ inputs: { x: 1 } })
// Of the same declaration as what an ES module has.
const imported = import('monty-node').then(({ Monty }): monty.Monty => new Monty('1'))
const old: compat.Monty = new compat.Monty('1')

export = { imported, old, value }
