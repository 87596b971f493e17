// Bundles the sources: as CommonJS, which is the package's body, and the adapters once more as ES modules.
// In either, what several entries share is one file, since loading each file takes time.
import { writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { isLater, later, loadedLater } from './bundle-later.mjs'
import { distDir, root } from '../lib/paths.mjs'

const sourceDir = join(root, 'src')
export const bodyDir = join(distDir, 'cjs')
/** Exports that the adapters take the body's parts from; no entry of the package. */
export const internals = 'internals'

/** Bundles everything. Gives the names that each entry exports, by its place in dist. */
export async function bundleBody(entries) {
  const output = await bundle({
    entries: [...entries, internals, later],
    dir: bodyDir,
    format: 'cjs',
    plugins: [loadedLater],
    // `import.meta` is an error in CommonJS, also where nothing comes by.
    define: { 'import.meta.filename': 'undefined', 'import.meta.resolve': 'undefined' },
  })
  return new Map(
    output.filter((chunk) => chunk.isEntry).map((chunk) => [chunk.name, chunk.exports]),
  )
}

/**
 * Bundles adapters, with imports of their frameworks as imports: many frameworks are there twice, and
 * `require` would give another one than the program imports.
 */
export async function bundleAdapters(entries) {
  await bundle({ entries, dir: distDir, format: 'esm', plugins: [bodyIsElsewhere] })
}

/** What the adapters import of the body stays an import, and they import nothing else of it. */
const bodyIsElsewhere = {
  name: 'body-is-elsewhere',
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith('.')) return undefined
    const path = resolve(dirname(importer), id)
    const place = relative(sourceDir, path).replace(/\.js$/, '')
    if (place === internals) return { id: `../${internals}.js`, external: 'relative' }
    if (place.startsWith('adapters/')) return undefined
    throw new Error(
      `${basename(importer)} imports ${id}: adapters take values from ${internals}.ts`,
    )
  },
}

/** What browsers load: the entry for WebAssembly, whole, with what takes the place of Node's modules. */
export async function bundleWeb() {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: { wasm: join(sourceDir, 'wasm.ts') },
    platform: 'browser',
    plugins: [webInPlace],
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: webTransform,
    experimental: { attachDebugInfo: 'none' },
  })
  await built.write({
    dir: join(distDir, 'web'),
    format: 'esm',
    entryFileNames: '[name].js',
    comments: { jsdoc: false },
    minify: {
      compress: true,
      mangle: { keepNames: { class: true, function: false } },
      codegen: { removeWhitespace: true },
    },
  })
  await built.close()
}

const webDir = join(sourceDir, 'web')

/** How names of Node are seen to, for browsers. */
export const webTransform = {
  target: 'es2023',
  define: {
    __filename: 'undefined',
    __dirname: 'undefined',
    'import.meta.filename': 'undefined',
  },
  inject: {
    Buffer: [join(webDir, 'bytes.ts'), 'Bytes'],
    process: [join(webDir, 'process.ts'), 'webProcess'],
  },
}

/** The modules of `src/web` that stand for others. */
const stands = new Map([
  [join(sourceDir, 'core', 'node.js'), join(webDir, 'node.ts')],
  [join(sourceDir, 'cli', 'node.js'), join(webDir, 'node.ts')],
  [join(sourceDir, 'core', 'wasm', 'module-file.js'), join(webDir, 'module-file.ts')],
  [join(sourceDir, 'core', 'wasm', 'thread.js'), join(webDir, 'thread.ts')],
])

export const webInPlace = {
  name: 'web-in-place',
  resolveId: (id, importer) =>
    importer !== undefined && id.startsWith('.')
      ? stands.get(resolve(dirname(importer), id))
      : undefined,
}

async function bundle({ entries, dir, format, define, plugins }) {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(sourceDir, `${name}.ts`)])),
    platform: 'node',
    plugins,
    // Peers that a user may or may not have.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    transform: { target: 'node20.19', define },
    experimental: { attachDebugInfo: 'none' },
  })
  const { output } = await built.write({
    dir,
    format,
    // Tools disagree on what the default import of a module with the mark `__esModule` is.
    esModule: false,
    exports: 'named',
    externalLiveBindings: false,
    minifyInternalExports: false,
    generatedCode: { symbols: false },
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups: groupsFor(format) },
    // The declarations have them, and reading them takes time at each start.
    comments: { jsdoc: false },
    // Likewise; a trace still has the names and lines of all that is not inside of a function.
    minify: {
      compress: false,
      mangle: { toplevel: false, keepNames: { class: true, function: false } },
      codegen: { removeWhitespace: false },
    },
  })
  await built.close()
  for (const { fileName, code } of output) {
    const text = format === 'cjs' ? skimmed(code) : code
    writeFileSync(join(dir, fileName), text.replaceAll(/[^\0-\x7f]/g, escaped))
  }
  return output
}

/**
 * A CommonJS module that is imported Node reads twice, first for the names of its exports, and slowly. So what the
 * package's ES modules import are only lists of names, and what they name is in files of its own.
 */
function groupsFor(format) {
  const isShared = (id) =>
    inSource(id) &&
    !isLater(id) &&
    !/\/src\/(index|internals|wasm|compat\/.*|adapters\/.*|pages\/.*)\.ts$/.test(id)
  const isCompat = (id) => inSource(id) && /\/src\/compat\/(?!index\.ts).*\.ts$/.test(id)
  const isPage = (id) => inSource(id) && /\/src\/pages\/(?!report\.ts|inbox\.ts).*\.ts$/.test(id)
  return format === 'cjs'
    ? [
        { name: 'body', test: isShared },
        { name: 'compat/body', test: isCompat },
        { name: 'pages/body', test: isPage },
      ]
    : [{ name: 'adapters/shared', test: inSource, minShareCount: 2 }]
}

/** A list of exports, in a form that there is nothing to find in: the ES modules have the names. */
function skimmed(code) {
  const line = /^exports\.([\w$]+) = (require_\w+)\.\1;\n/gm
  const rest = code.replaceAll(line, '')
  if (!/^(const require_\w+ = require\("[^"]+"\);\n)+$/.test(rest)) return code
  const names = {}
  for (const [, name, module] of code.matchAll(line)) (names[module] ??= []).push(name)
  const loops = Object.entries(names).map(
    ([module, list]) =>
      `for (const name of "${list.join(' ')}".split(" ")) exports[name] = ${module}[name];\n`,
  )
  return rest + loops.join('')
}

/** One character beyond Latin-1 has V8 read and hold a whole file as two bytes each. */
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const inSource = (id) => id.startsWith(sourceDir)
