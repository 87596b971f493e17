// From nothing to the first compiled program.
import { tell } from './tell.mjs'

const ready = {
  'monty-node': ({ Monty }) => new Monty('1'),
  wasm: ({ Monty }) => new Monty('1'),
  peer: ({ Monty }) => new Monty('1'),
  pyodide: ({ compile }) => compile('1'),
  quickjs: ({ run }) => run('1'),
}
const contender = process.argv[2]
const { load } = await import(`../contenders/${contender}.mjs`)
const began = performance.now()
ready[contender](await load())
tell({ 'module-load': (performance.now() - began) * 1e6 })
