// Says where Python runs, and tells how that ended. Arguments: a body of JavaScript, whose `step()` notes what came of
// a part of it, and then whether there is no native binary (`gone`).
import * as library from 'monty-node/wasm'
import { wasmChecker, wasmFile } from '../../scripts/lib/targets.mjs'

const [body, native] = process.argv.slice(2)
delete process.env.MONTY_NODE_WASM
if (native === 'gone') process.env.MONTY_NODE_BINARY = '/nowhere'

const found: unknown[] = []
/** Notes a value, or an error's code and message. */
async function step(part: () => unknown): Promise<void> {
  try {
    found.push((await part()) ?? 'fine')
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    found.push(`${code}: ${message}`)
  }
}

const Body = (async () => {}).constructor as new (
  ...names: string[]
) => (...given: unknown[]) => Promise<void>
await new Body('library', 'step', 'engine', 'checker', body!)(library, step, wasmFile, wasmChecker)
console.log(JSON.stringify(found))
