import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Has the collector find what nobody holds, and lets finalizers run. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 5; round++) {
    // What is looked at through a weak reference lives until the end of the turn.
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
}
