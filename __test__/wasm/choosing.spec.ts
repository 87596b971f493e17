import { describe, expect, test } from 'vitest'
import { VERSION } from '../../src/core/version.js'
import { findingsOf } from '../support/scenario.js'

// Each in a process of its own, as what is chosen stays chosen.

const found = (body: string, native = 'there'): Promise<string[]> =>
  findingsOf('choosing', [
    `const { Monty, MontySession, MountDir, useWasm, runMontyAsync } = library\n${body}`,
    native,
  ])

const matching = (...texts: Array<string | RegExp | number>): unknown =>
  texts.map((text) => (text instanceof RegExp ? expect.stringMatching(text) : text))

const RUN = `await step(() => new Monty('6 * 7').run())`
const CHECK = `await step(() => Monty.create('x: int = "a"', { typeCheck: true }))`
const EMPTY = 'new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])'
const NO_BINARY = /^MONTY_NO_BINARY: MONTY_NODE_BINARY names/

describe('WebAssembly may be chosen', () => {
  test('until Python has run in the addon', async () => {
    const late = await found(`${RUN}\nawait step(() => useWasm())`)
    expect(late).toEqual(matching(42, /^MONTY_USAGE: useWasm\(\) must be called before/))
  })

  test('after what could not run, for want of an addon', async () => {
    const failing = `${RUN}
      await step(() => new MontySession())
      await step(() => new MountDir('/data', '/tmp'))
      await step(() => runMontyAsync(new Monty('1'), { isolation: 'process' }))
      await step(() => useWasm())\n${RUN}`
    expect(await found(failing, 'gone')).toEqual(
      matching(...Array.from({ length: 4 }, () => NO_BINARY), 'fine', 42),
    )
  })

  test('and has to be waited for', async () => {
    const early = `const ready = useWasm()\n${RUN}\nawait step(() => ready)\n${RUN}`
    expect(await found(early)).toEqual(
      matching(/^MONTY_USAGE: useWasm\(\) has not ended yet: await it/, 'fine', 42),
    )
  })

  test('by a variable, which can be switched off', async () => {
    const values = `for (const value of ['', '0', 'false', 'off']) {
        process.env.MONTY_NODE_WASM = value
        await step(() => new Monty('1').run())
      }`
    expect(await found(values, 'gone')).toEqual(
      matching(...Array.from({ length: 4 }, () => NO_BINARY)),
    )
    const on = `for (const value of ['/nowhere.wasm', 'true']) {
        process.env.MONTY_NODE_WASM = value
        ${RUN}
      }`
    expect(await found(on)).toEqual(matching(/^MONTY_NO_BINARY: .*MONTY_NODE_WASM.*nowhere/, 42))
  })
})

describe('what is no engine', () => {
  test.each([
    [
      'the type checker',
      'checker',
      "this is not monty-node's engine, but monty-node's type checker",
    ],
    ['another module', EMPTY, "this is not monty-node's engine"],
    ['no module', 'new Uint8Array(8)', 'WebAssembly'],
    [
      'that of another release',
      `(() => {
        const bytes = process.getBuiltinModule('node:fs').readFileSync(engine)
        bytes[bytes.length - 1]++ // The version is the last there is.
        return bytes
      })()`,
      `${VERSION}: npm install monty-node-wasm32@${VERSION}`,
    ],
  ])('%s, is refused, and bars nothing', async (_what, source, reason) => {
    const refused = await found(
      `await step(() => useWasm(${source}))\nawait step(() => useWasm())\n${RUN}`,
    )
    expect(refused).toEqual(matching(/^MONTY_NO_BINARY: /, 'fine', 42))
    expect(refused[0]).toContain(reason)
  })

  test.each([
    ['what is missing', "'/nowhere.wasm'", /nowhere/],
    ['the engine', 'engine', /this is not monty-node's type checker, but monty-node's engine/],
    ['another module', EMPTY, /this is not monty-node's type checker/],
    ['what is cut', 'new Uint8Array(8)', /monty-checker/],
  ])('or no type checker: %s', async (_what, source, reason) => {
    const body = `await step(() => useWasm(undefined, { checker: ${source} }))
      ${CHECK}
      await step(() => new Monty('x: int = "a"', { typeCheck: true }))\n${RUN}`
    const refused = await found(body)
    expect(refused).toEqual(matching('fine', /^MONTY_NO_BINARY: /, /^MONTY_NO_BINARY: /, 42))
    expect(refused.slice(1, 3)).toEqual(matching(reason, reason))
  })
})

describe('a second choice', () => {
  test('of the same is fine', async () => {
    const same = `const { readFileSync } = process.getBuiltinModule('node:fs')
      for (const source of [engine, engine, undefined, readFileSync(engine)]) await step(() => useWasm(source))`
    expect(await found(same)).toEqual(['fine', 'fine', 'fine', 'fine'])
  })

  test('of another is refused', async () => {
    const other = `await step(() => useWasm())
      await step(() => useWasm(${EMPTY}))
      await step(() => useWasm('/nowhere.wasm'))\n${RUN}`
    expect(await found(other)).toEqual(
      matching('fine', /^MONTY_NO_BINARY: .*not monty-node's engine/, /^MONTY_NO_BINARY: /, 42),
    )
    const both = `await Promise.all([step(() => useWasm('/nowhere.wasm')), step(() => useWasm())])\n${RUN}`
    expect(await found(both)).toEqual(matching(/nowhere/, 'fine', 42))
  })

  test('of a type checker counts until one was loaded', async () => {
    const later = `await useWasm(undefined, { checker: '/nowhere.wasm' })
      ${CHECK}
      await step(() => useWasm(undefined, { checker }))
      ${CHECK}
      await step(() => useWasm(undefined, { checker }))
      await step(() => useWasm(undefined, { checker: '/nowhere.wasm' }))`
    expect(await found(later)).toEqual(
      matching(
        /^MONTY_NO_BINARY/,
        'fine',
        /^MONTY_TYPING/,
        'fine',
        /^MONTY_USAGE: another type checker/,
      ),
    )
  })
})

describe('a module comes from', () => {
  const ways = {
    'its address': `process.getBuiltinModule('node:url').pathToFileURL(engine).href`,
    'an URL': `process.getBuiltinModule('node:url').pathToFileURL(engine)`,
    'its folder': `process.getBuiltinModule('node:path').dirname(engine)`,
    'an ArrayBuffer': `(() => { const bytes = process.getBuiltinModule('node:fs').readFileSync(engine)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) })()`,
    'a response': `new Response(process.getBuiltinModule('node:fs').readFileSync(engine))`,
    'a module': `await WebAssembly.compile(process.getBuiltinModule('node:fs').readFileSync(engine))`,
  }
  test.each(Object.entries(ways))('%s', async (_what, source) => {
    expect(
      await found(`const source = ${source}\nawait step(() => useWasm(source))\n${RUN}\n${CHECK}`),
    ).toEqual(matching('fine', 42, /^MONTY_TYPING/))
  })

  test('nothing else', async () => {
    const others = `for (const source of [5, null, {}, () => 1, Promise.resolve(1)]) await step(() => useWasm(source))
      await step(() => useWasm(undefined, { chekcer: 'x' }))
      await step(() => useWasm(undefined, { checker: 5 }))
      await step(() => useWasm(new Response('', { status: 404 })))\n${RUN}`
    const usage = /^MONTY_USAGE: what useWasm\(\) takes must be a path/
    expect(await found(others)).toEqual(
      matching(
        usage,
        usage,
        usage,
        usage,
        /await it first/,
        /^MONTY_USAGE: chekcer is not an option of useWasm/,
        /^MONTY_USAGE: useWasm's option checker must be/,
        /^MONTY_NO_BINARY: .*404/,
        42,
      ),
    )
  })
})
