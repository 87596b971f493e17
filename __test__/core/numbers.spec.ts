import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type FunctionSnapshot, Monty, type MontyComplete } from 'monty-node'
import { expect, test } from 'vitest'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('collecting thousands of finished runs frees none that is still open', async () => {
  const calls = new Monty('f(1) + 1')
  const start = (): FunctionSnapshot => calls.start() as FunctionSnapshot
  const finish = (run: FunctionSnapshot): unknown =>
    (run.resume({ returnValue: 41 }) as MontyComplete).output
  for (let round = 0; round < 5; round++) {
    for (let index = 0; index < 1_000; index++) finish(start())
    const open = start()
    collect()
    await turn()
    expect(finish(open)).toBe(42)
  }
})
