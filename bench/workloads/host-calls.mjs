import assert from 'node:assert'
import { program } from './program.mjs'
import { define } from '../contenders/quickjs.mjs'

const code = program('host_calls')
const awaited = program('host_calls_awaited')
const javascript = 'let total = 0; for (let i = 0; i < 900; i++) total += add_one(i); total'
const add_one = (i) => i + 1

const shared = { operations: 900, check: (result) => assert.equal(result, 405_450) }

export const run = {
  ...shared,
  name: 'host-calls-run',
  title: 'a host call, synchronous `run`',
  remote: ['pool', 'engine', 'crate'],
  implementations: {
    'monty-node'({ Monty }) {
      const monty = new Monty(code)
      return () => monty.run({ externalFunctions: { add_one } })
    },
    peer({ Monty }) {
      const monty = new Monty(code)
      return () => monty.run({ externalFunctions: { add_one } })
    },
    pyodide:
      ({ run: evaluate }) =>
      () =>
        evaluate(code, { add_one }),
    quickjs:
      ({ run: evaluate }) =>
      () =>
        evaluate(javascript, defineAddOne),
    v8({ vm }) {
      const script = new vm.Script(javascript)
      return () => script.runInNewContext({ add_one })
    },
  },
}

function defineAddOne(context) {
  const call = (argument) => context.newNumber(add_one(context.getNumber(argument)))
  define(context, 'add_one', context.newFunction('add_one', call))
}

/** Answers every pause by hand; `isCall` tells a host call from a name. */
function resume(monty, isCall) {
  let progress = monty.start()
  while (isCall(progress)) progress = progress.resume({ returnValue: progress.args[0] + 1 })
  return progress.output
}

export const start = {
  ...shared,
  name: 'host-calls-start',
  title: 'a host call, `start` and `resume`',
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, FunctionSnapshot }) {
      const monty = new Monty(code)
      return () => resume(monty, (progress) => progress instanceof FunctionSnapshot)
    },
    peer({ Monty, MontySnapshot }) {
      const monty = new Monty(code)
      return () => resume(monty, (progress) => progress instanceof MontySnapshot)
    },
  },
}

export const async = {
  ...shared,
  name: 'host-calls-async',
  title: 'a host call, `runMontyAsync`',
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, runMontyAsync }) {
      const monty = new Monty(code)
      return () => runMontyAsync(monty, { externalFunctions: { add_one } })
    },
    peer({ Monty, runMontyAsync }) {
      const monty = new Monty(code)
      return () => runMontyAsync(monty, { externalFunctions: { add_one } })
    },
    pyodide:
      ({ runAsync }) =>
      () =>
        runAsync(code, { add_one }),
  },
}

const promise_one = async (i) => i + 1

export const promised = {
  ...shared,
  name: 'host-calls-promised',
  title: 'an awaited host call that returns a promise',
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, runMontyAsync }) {
      const monty = new Monty(awaited)
      return () => runMontyAsync(monty, { externalFunctions: { add_one: promise_one } })
    },
    // It has no futures: it waits for the promise at the call, and Python must not `await`.
    peer({ Monty, runMontyAsync }) {
      const monty = new Monty(code)
      return () => runMontyAsync(monty, { externalFunctions: { add_one: promise_one } })
    },
    pyodide:
      ({ runAsync }) =>
      () =>
        runAsync(awaited, { add_one: promise_one }),
    v8: () => async () => {
      let total = 0
      for (let i = 0; i < 900; i++) total += await promise_one(i)
      return total
    },
  },
}

export const isolated = {
  ...shared,
  name: 'host-calls-isolated',
  title: 'a host call from a worker process',
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty, runMontyAsync }) {
      const monty = new Monty(code)
      const options = { externalFunctions: { add_one }, isolation: 'process' }
      return () => runMontyAsync(monty, options)
    },
  },
}
