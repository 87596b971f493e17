import assert from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { program } from './program.mjs'

const code = program('gather')
const wait = async (i) => {
  await sleep(5)
  return i
}

export default {
  name: 'gather',
  title: '`asyncio.gather` of 100 host calls of 5 ms',
  check: (result) => assert.equal(result, 4_950),
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, runMontyAsync }) {
      const monty = new Monty(code)
      return () => runMontyAsync(monty, { externalFunctions: { wait } })
    },
    pyodide:
      ({ runAsync }) =>
      () =>
        runAsync(code, { wait }),
    v8: () => async () => {
      const all = await Promise.all(Array.from({ length: 100 }, (_, i) => wait(i)))
      return all.reduce((total, value) => total + value, 0)
    },
  },
}
