// The first type check of a process, which reads the standard library's stubs.
import { program } from '../workloads/program.mjs'
import { tell } from './tell.mjs'

const { load } = await import(`../contenders/${process.argv[2]}.mjs`)
const { Monty } = await load()
const monty = new Monty(program('agent'))
const began = performance.now()
monty.typeCheck()
tell({ 'first-type-check': (performance.now() - began) * 1e6 })
