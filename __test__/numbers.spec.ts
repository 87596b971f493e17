import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Monty } from 'monty-node'
import { expect, test } from 'vitest'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('collecting thousands of finished runs frees none that is still open', async () => {
  const calls = new Monty('f(1) + 1')
  for (let index = 0; index < 5_000; index++) {
    const paused = calls.start()
    if (!('args' in paused)) throw new Error('it calls f')
    paused.resume({ returnValue: 1 })
    if (index % 1_000 === 999) {
      const open = calls.start()
      if (!('args' in open)) throw new Error('it calls f')
      collect()
      await turn()
      expect(open.resume({ returnValue: 41 })).toMatchObject({ output: 42 })
    }
  }
})
