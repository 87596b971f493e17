// Bundles the command line, with the packages that it is made of: users of the library do not install those.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { webInPlace, webTransform } from './bundle.mjs'
import { distDir, root } from '../lib/paths.mjs'

const sourceDir = join(root, 'src')
const outDir = join(distDir, 'cli')
/** What the command line takes of the library, which stays an import: classes have to be the same ones. */
const LIBRARY = new Set(['index.ts', 'internals.ts', 'pages/report.ts', 'pages/inbox.ts'])

/**
 * Each file takes time to load, so what several commands share is one. Not what every command needs before: that
 * would have `--help` load the library.
 */
const SHARED =
  /\/src\/(pages\/|cli\/(run|terminal|tools|recording|serve|text-of|options\/(environment|files|inputs|parse-exactly))\b)/
/** What every command needs, before it does anything. */
const BASE =
  /^\0|\/node_modules\/commander\/|\/src\/cli\/(cli-error|exit-code|node|version|terminal\/plain-text|options\/(collect|determinism|limits|limit-flags|port|quantity|words))\b/

export async function bundleCli() {
  const { rolldown } = await import('rolldown')
  const packages = new Set()
  const built = await rolldown({
    input: { main: join(sourceDir, 'cli', 'main.ts') },
    platform: 'node',
    external: (id) => id.startsWith('node:') && id !== 'node:child_process',
    // The package says that its modules do nothing by being loaded; these do.
    treeshake: { moduleSideEffects: (id) => id.includes('/src/cli/') },
    plugins: [
      libraryIsElsewhere,
      processesOnDemand,
      { name: 'packages', load: (id) => noteIn(packages, id) },
    ],
    transform: { target: 'node20.19' },
    preserveEntrySignatures: false,
    experimental: { attachDebugInfo: 'none' },
  })
  await built.write({
    dir: outDir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: 'base', test: BASE },
        { name: 'shared', test: SHARED, minShareCount: 2 },
      ],
      includeDependenciesRecursively: false,
    },
    comments: { jsdoc: false },
    minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
  })
  await built.close()
  await bundlePlayground(packages)
  chmodSync(join(outDir, 'main.js'), 0o755)
  writeFileSync(
    join(outDir, 'LICENSES.txt'),
    licenses([...packages].toSorted((a, b) => a.localeCompare(b))),
  )
}

/** What runs in a browser: the playground's editor, which asks a server, and again with the engine in the page. */
async function bundlePlayground(packages) {
  await bundlePage('app', packages, {})
  await bundlePage('alone', packages, {
    plugins: [engineInPage, webInPlace],
    transform: webTransform,
  })
}

async function bundlePage(name, packages, { plugins = [], transform }) {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    input: { [name]: join(sourceDir, 'play', 'app.ts') },
    platform: 'browser',
    tsconfig: join(sourceDir, 'play', 'tsconfig.json'),
    plugins: [...plugins, { name: 'packages', load: (id) => noteIn(packages, id) }],
    treeshake: { moduleSideEffects: (id) => /\/src\/(play|cli\/play)\//.test(id) },
    ...(transform && { transform }),
    // A page has none of Node's modules, nor what needs them.
    onLog: (level, log, tell) => tell(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
    experimental: { attachDebugInfo: 'none' },
  })
  await built.write({
    dir: join(outDir, 'play'),
    format: 'esm',
    entryFileNames: '[name].js',
    comments: { jsdoc: false },
    minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
  })
  await built.close()
}

/** Has the page ask the engine that it has itself. */
const engineInPage = {
  name: 'engine-in-page',
  resolveId: (id, importer) =>
    id === './server.js' && importer === join(sourceDir, 'play', 'app.ts')
      ? join(sourceDir, 'cli', 'play', 'in-page.ts')
      : undefined,
}

const libraryIsElsewhere = {
  name: 'library-is-elsewhere',
  resolveId(id, importer) {
    if (importer === undefined || !id.startsWith('.')) return undefined
    const place = relative(sourceDir, resolve(dirname(importer), id)).replace(/\.js$/, '.ts')
    if (!LIBRARY.has(place)) return undefined
    return { id: `../${place.replace(/\.ts$/, '.js')}`, external: 'relative' }
  },
}

/** The parser of arguments can start other programs, which takes time to load and nobody needs. */
const processesOnDemand = {
  name: 'processes-on-demand',
  resolveId: (id) => (id === 'node:child_process' ? '\0processes' : undefined),
  load: (id) =>
    id === '\0processes'
      ? "export const spawn = (...args) => process.getBuiltinModule('node:child_process').spawn(...args)"
      : undefined,
}

function noteIn(packages, id) {
  const [, name] =
    /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](?!.*node_modules)/.exec(id) ?? []
  if (name !== undefined) packages.add(name)
}

/** What the authors of the packages ask for. */
function licenses(packages) {
  const parts = packages.map((name) => {
    const folder = join(root, 'node_modules', name)
    const file = ['LICENSE', 'LICENSE.md', 'license', 'license.md', 'LICENSE.txt'].find((one) =>
      existsSync(join(folder, one)),
    )
    if (file === undefined) throw new Error(`${name} is bundled, and its licence was not found`)
    return `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  })
  return `The command line contains these packages.\n\n${parts.join('\n---\n\n')}`
}
