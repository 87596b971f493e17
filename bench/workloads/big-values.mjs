// 10 MB of text and of bytes each way, and 100,000 floats in.
import assert from 'node:assert'
import { define } from '../contenders/quickjs.mjs'

const SIZE = 10_000_000
const text = 'x'.repeat(SIZE)
const bytes = new Uint8Array(SIZE).fill(120)
const floats = Float64Array.from({ length: 100_000 }, (_, i) => i + 0.5)

const hasSize = (result) => assert.equal(result.length, SIZE)
const isSize = (result) => assert.equal(result, SIZE)

const makes = (python) => ({
  'monty-node'({ Monty }) {
    const monty = new Monty(python)
    return () => monty.run()
  },
  peer({ Monty }) {
    const monty = new Monty(python)
    return () => monty.run()
  },
})

const takes = (value) => ({
  'monty-node'({ Monty }) {
    const monty = new Monty('len(value)', { inputs: ['value'] })
    return () => monty.run({ inputs: { value } })
  },
  peer({ Monty }) {
    const monty = new Monty('len(value)', { inputs: ['value'] })
    return () => monty.run({ inputs: { value } })
  },
})

export const textOut = {
  name: 'text-out',
  title: '10 MB of text, out',
  check: hasSize,
  remote: ['pool'],
  implementations: {
    ...makes(`'x' * ${SIZE}`),
    pyodide:
      ({ run }) =>
      () =>
        run(`'x' * ${SIZE}`),
    quickjs:
      ({ run }) =>
      () =>
        run(`'x'.repeat(${SIZE})`),
  },
}

export const textIn = {
  name: 'text-in',
  title: '10 MB of text, in',
  check: isSize,
  remote: ['pool'],
  implementations: {
    ...takes(text),
    pyodide:
      ({ run }) =>
      () =>
        run('len(value)', { value: text }),
    quickjs:
      ({ run }) =>
      () =>
        run('value.length', (context) => define(context, 'value', context.newString(text))),
  },
}

export const bytesOut = {
  name: 'bytes-out',
  title: '10 MB of bytes, out',
  check: hasSize,
  remote: ['pool'],
  implementations: {
    ...makes(`b'x' * ${SIZE}`),
    pyodide:
      ({ run, plain }) =>
      () =>
        plain(run(`b'x' * ${SIZE}`)),
  },
}

export const bytesIn = {
  name: 'bytes-in',
  title: '10 MB of bytes, in',
  check: isSize,
  remote: ['pool'],
  implementations: {
    ...takes(bytes),
    peer: ({ Monty }) => {
      const monty = new Monty('len(value)', { inputs: ['value'] })
      const value = Buffer.from(bytes.buffer)
      return () => monty.run({ inputs: { value } })
    },
    pyodide:
      ({ run }) =>
      () =>
        run('len(value)', { value: bytes }),
  },
}

export const floatsIn = {
  name: 'floats-in',
  title: '100,000 floats of a typed array, in',
  check: (result) => assert.equal(result, 5_000_000_000),
  remote: ['pool'],
  implementations: {
    'monty-node'({ Monty }) {
      const monty = new Monty('sum(value)', { inputs: ['value'] })
      return () => monty.run({ inputs: { value: floats } })
    },
    // It does not take typed arrays.
    peer({ Monty }) {
      const monty = new Monty('sum(value)', { inputs: ['value'] })
      return () => monty.run({ inputs: { value: Array.from(floats) } })
    },
    pyodide:
      ({ run }) =>
      () =>
        run('sum(value)', { value: floats }),
  },
}
