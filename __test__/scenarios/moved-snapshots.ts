// A run or a session that is put away in one engine goes on in the other. Arguments: the engine (`native`, or the
// module's path), and then a snapshot to go on from, as base64, and its kind; without it, snapshots are made.
import * as library from 'monty-node'
import { type Kind, putAway, takenUp } from '../support/moved.js'

const [engine, kind, bytes] = process.argv.slice(2)
if (engine === 'native') delete process.env.MONTY_NODE_WASM
else process.env.MONTY_NODE_WASM = engine

const made = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(putAway(library)).map(([name, snapshot]) => [
      name,
      Buffer.from(snapshot).toString('base64'),
    ]),
  )

const found =
  bytes === undefined ? made() : takenUp(library, kind as Kind, Buffer.from(bytes, 'base64'))
console.log(JSON.stringify(found))
