// Records out, in, and both ways; flat, and the same number nested five deep.
import assert from 'node:assert'
import { define } from '../contenders/quickjs.mjs'
import { program } from './program.mjs'
import { flatRows, nestedRows } from './rows.mjs'

const inputs = ['rows']
const record = "({ id: i, name: 'customer ' + i, tags: ['new', 'eu', '' + i], v: i * 0.5 })"
const flatJavascript = `JSON.stringify(Array.from({ length: 10_000 }, (_, i) => ${record}))`
const nestedJavascript = `
const nested = (i, depth) => ({ ...${record}, next: depth > 1 ? nested(i + 1, depth - 1) : null })
JSON.stringify(Array.from({ length: 2_000 }, (_, i) => nested(5 * i, 5)))`

const readJson = (context, handle) => JSON.parse(context.getString(handle))
const giveJson = (text) => (context) => define(context, 'text', context.newString(text))

export const recordWorkloads = [
  ...shapes('records', '10,000 records', flatRows(), {
    python: program('records'),
    javascript: flatJavascript,
  }),
  ...shapes('nested', '10,000 records nested five deep', nestedRows(), {
    python: program('records_nested'),
    javascript: nestedJavascript,
  }),
]

function shapes(name, title, rows, making) {
  const checkRows = (result) => {
    assert.equal(result.length, rows.length)
    assert.deepEqual(plain(result[7]), rows[7])
  }
  const checkCount = (result) => assert.equal(result, rows.length)
  return [
    out({ name: `${name}-out`, title: `${title}, out`, check: checkRows }, making, rows),
    given({ name: `${name}-in`, title: `${title}, in`, check: checkCount }, 'len(rows)', rows),
    given({ name: `${name}-both`, title: `${title}, both ways`, check: checkRows }, 'rows', rows),
  ]
}

function out(workload, { python, javascript }, rows) {
  const text = JSON.stringify(rows)
  return {
    ...workload,
    remote: ['pool', 'engine', 'crate'],
    implementations: {
      'monty-node'({ Monty }) {
        const monty = new Monty(python)
        return () => monty.run()
      },
      peer({ Monty }) {
        const monty = new Monty(python)
        return () => monty.run()
      },
      pyodide:
        ({ run, plain: toPlain }) =>
        () =>
          toPlain(run(python)),
      quickjs:
        ({ run }) =>
        () =>
          run(javascript, undefined, readJson),
      v8: () => () => JSON.parse(text),
    },
  }
}

function given(workload, python, rows) {
  const isEcho = python === 'rows'
  const javascript = isEcho
    ? 'JSON.stringify(JSON.parse(text))'
    : 'JSON.stringify(JSON.parse(text).length)'
  return {
    ...workload,
    remote: ['pool', 'engine', 'crate'],
    implementations: {
      'monty-node'({ Monty }) {
        const monty = new Monty(python, { inputs })
        return () => monty.run({ inputs: { rows } })
      },
      peer({ Monty }) {
        const monty = new Monty(python, { inputs })
        return () => monty.run({ inputs: { rows } })
      },
      pyodide:
        ({ run, plain: toPlain }) =>
        () => {
          const result = run(python, { rows })
          return isEcho ? toPlain(result) : result
        },
      quickjs:
        ({ run }) =>
        () =>
          run(javascript, giveJson(JSON.stringify(rows)), readJson),
      v8: () => () => {
        const text = JSON.stringify(rows)
        return isEcho ? JSON.parse(text) : rows.length
      },
    },
  }
}

/** Some contenders give a `Map` for a dict. */
function plain(value) {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  }
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
