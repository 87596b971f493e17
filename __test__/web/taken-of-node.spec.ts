import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { webInPlace, webTransform } from '../../scripts/build/bundle.mjs'
import { Bytes } from '../../src/web/bytes.js'
import * as web from '../../src/web/node.js'
import { webProcess } from '../../src/web/process.js'

// Whatever the sources of the bundle for browsers take of Node is there in `src/web`.

const source = fileURLToPath(new URL('../../src/', import.meta.url))
let modules: string[]

beforeAll(async () => {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: join(source, 'wasm.ts'),
    platform: 'browser',
    plugins: [webInPlace],
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    transform: webTransform as object,
  })
  const { output } = await built.generate({ format: 'esm' })
  await built.close()
  const files = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  const own = files.filter(
    (file) => file.startsWith(source) && !file.startsWith(join(source, 'web')),
  )
  modules = own.map((file) => withoutComments(readFileSync(file, 'utf8')))
})

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

/** Everything that a pattern's groups find, once. */
const found = (pattern: RegExp): string[] => [
  ...new Set(modules.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!))),
]

/** Those of these names, which may lead through several objects, that something does not have. */
const lacking = (names: string[], place: unknown): string[] =>
  names.filter((name) => {
    const members = name.split('.')
    let value = place as Record<string, unknown> | undefined
    for (const member of members) value = value?.[member] as typeof value
    return value === undefined
  })

/** Names in braces. */
const listed = (lists: string[]): string[] =>
  lists.flatMap((list) => list.split(',').map((name) => name.trim().split(/[\s:]/)[0]!))

test('the modules and functions', () => {
  const names = listed(found(/import \{([^}]*)\} from '[./]*(?:core\/)?node\.js'/g))
  expect(names).toContain('nodePath')
  const values = names.filter((name) => name !== 'type' && name !== 'nodeFs')
  expect(lacking(values, web)).toEqual([])
})

test.each([
  ['path', 'nodePath', () => web.nodePath],
  ['crypto', 'nodeCrypto\\(\\)', () => web.nodeCrypto()],
  ['os', 'nodeOs\\(\\)', () => web.nodeOs()],
  ['events', 'nodeEvents\\(\\)', () => web.nodeEvents()],
  ['vm', 'nodeVm\\(\\)', () => web.nodeVm()],
  ['types', '(?<![.\\w])types(?=\\.is[A-Z])', () => web.types],
  ['Buffer', '(?<![.\\w])Buffer', () => Bytes],
])('the members of %s', (_what, taken, place) => {
  const used = found(new RegExp(`${taken}\\s*\\.\\s*(\\w+(?:\\.\\w+)?)`, 'g'))
  const parts = listed(found(new RegExp(`\\{([^{}]*)\\} = ${taken}(?![\\w.(])`, 'g')))
  expect(used.length + parts.length).toBeGreaterThan(0)
  expect(lacking([...used, ...parts], place())).toEqual([])
})

test('the methods of bytes', () => {
  const methods = Object.getOwnPropertyNames(Buffer.prototype).filter(
    (name) => !(name in Uint8Array.prototype) && /^(?:read|write|swap)./.test(name),
  )
  const used = new Set(found(/\.((?:read|write|swap)\w+)\(/g))
  expect(methods.filter((name) => used.has(name) && !(name in Bytes.prototype))).toEqual([])
})

/** What only a platform with processes has, and nothing looks at elsewhere. */
const NATIVE_ONLY = new Set(['execPath', 'report'])

test('the members of process', () => {
  const used = found(/(?<![.\w])process\??\.(\w+)/g).filter((name) => !NATIVE_ONLY.has(name))
  expect(used).toContain('env')
  expect(lacking(used, webProcess)).toEqual([])
})
