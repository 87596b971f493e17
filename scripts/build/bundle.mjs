// Bundles the sources: as CommonJS, which is the package's body, and the adapters also as ES
// modules. In either, code shared by several entries is one file, since each file takes time to
// load.
import { writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { distDir, root } from '../lib/paths.mjs'
import { inParts, withParts } from './parts.mjs'

const sourceDir = join(root, 'src')
export const bodyDir = join(distDir, 'cjs')
/** The module that the adapters import parts of the body from; no entry of the package. */
export const internals = 'internals'

/** Bundles all entries. Returns the exported names of each entry, by its path in dist. */
export async function bundleBody(entries) {
  const { plugin, groups } = inParts()
  const output = await bundle({
    entries: [...entries, internals],
    dir: bodyDir,
    format: 'cjs',
    plugins: [plugin],
    groups: [...groups, ...ownBodies],
    // `import.meta` is a syntax error in CommonJS, even in dead code.
    define: { 'import.meta.filename': 'undefined', 'import.meta.resolve': 'undefined' },
  })
  return new Map(
    output.filter((chunk) => chunk.isEntry).map((chunk) => [chunk.name, chunk.exports]),
  )
}

/**
 * Bundles adapters, and keeps imports of their frameworks: many frameworks are published twice, and
 * `require` would load another copy than the program's `import`.
 */
export async function bundleAdapters(entries) {
  const groups = [{ name: 'adapters/shared', test: inSource, minShareCount: 2 }]
  await bundle({ entries, dir: distDir, format: 'esm', plugins: [bodyIsElsewhere], groups })
}

/** Keeps imports of the body's internals, and refuses all other imports of the body. */
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

/** Bundles the entry for WebAssembly for browsers, with replacements of Node's modules. */
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

/** Replacements of Node's globals for browsers. */
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

/** The modules replaced by those of `src/web`. */
const replacements = new Map([
  [join(sourceDir, 'core', 'node.js'), join(webDir, 'node.ts')],
  [join(sourceDir, 'cli', 'node.js'), join(webDir, 'node.ts')],
  [join(sourceDir, 'core', 'wasm', 'module-file.js'), join(webDir, 'module-file.ts')],
  [join(sourceDir, 'core', 'wasm', 'thread.js'), join(webDir, 'thread.ts')],
])

export const webInPlace = {
  name: 'web-in-place',
  resolveId: (id, importer) =>
    importer !== undefined && id.startsWith('.')
      ? replacements.get(resolve(dirname(importer), id))
      : undefined,
}

async function bundle({ entries, dir, format, define, plugins, groups }) {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(sourceDir, `${name}.ts`)])),
    platform: 'node',
    plugins,
    // Optional peer dependencies.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    preserveEntrySignatures: format === 'cjs' ? 'allow-extension' : undefined,
    transform: { target: 'node20.19', define },
    experimental: { attachDebugInfo: 'none' },
  })
  const { output } = await built.write({
    dir,
    format,
    // Tools disagree on the default import of a module marked with `__esModule`.
    esModule: false,
    exports: 'named',
    externalLiveBindings: false,
    minifyInternalExports: false,
    generatedCode: { symbols: false },
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: { groups, includeDependenciesRecursively: format !== 'cjs' },
    // The declarations contain the comments, and parsing them takes time at each start.
    comments: { jsdoc: false },
    // For the same reason; stack traces keep the names and lines of top-level code.
    minify: {
      compress: false,
      mangle: { toplevel: false, keepNames: { class: true, function: false } },
      codegen: { removeWhitespace: false },
    },
  })
  await built.close()
  for (const { fileName, code } of output) {
    const text = format === 'cjs' ? skimmed(withParts(fileName, code)) : code
    writeFileSync(join(dir, fileName), text.replaceAll(/[^\0-\x7f]/g, escaped))
  }
  return output
}

const inSource = (id) => id.startsWith(sourceDir)

/**
 * Node parses an imported CommonJS module twice, first for the names of its exports, and slowly.
 * The modules that the package's ES modules import are therefore only lists of names, and the code
 * is in separate files.
 */
const ownBodies = [
  {
    name: 'compat/body',
    test: (id) => inSource(id) && /\/src\/compat\/(?!index\.ts).*\.ts$/.test(id),
  },
  {
    name: 'pages/body',
    test: (id) => inSource(id) && /\/src\/pages\/(?!report\.ts|inbox\.ts).*\.ts$/.test(id),
  },
]

/**
 * Rewrites a list of exports to a form that export detection skips: the ES modules contain the
 * names.
 */
function skimmed(code) {
  const line = /^exports\.([\w$]+) = (require_\w+)\.\1;\n/gm
  const rest = code.replaceAll(line, '')
  if (!/^((const require_\w+ = )?require\("[^"]+"\);\n)+$/.test(rest)) return code
  const names = {}
  for (const [, name, module] of code.matchAll(line)) (names[module] ??= []).push(name)
  const loops = Object.entries(names).map(
    ([module, list]) =>
      `for (const name of "${list.join(' ')}".split(" ")) exports[name] = ${module}[name];\n`,
  )
  return rest + loops.join('')
}

/**
 * Escapes a character: a single one beyond Latin-1 makes V8 store a whole file with two bytes per
 * character.
 */
const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
