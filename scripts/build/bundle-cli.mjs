// Bundles the command line with its packages: users of the library do not install those.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { webInPlace, webTransform } from './bundle.mjs'
import { distDir, root } from '../lib/paths.mjs'

const sourceDir = join(root, 'src')
const outDir = join(distDir, 'cli')
/** Modules of the library that stay imports: their classes must exist once. */
const LIBRARY = new Set(['index.ts', 'internals.ts', 'pages/report.ts', 'pages/inbox.ts'])

/**
 * Modules shared by several commands form one chunk, as each file takes time to load. Modules that
 * every command needs first are not among them: otherwise `--help` would load the library.
 */
const SHARED =
  /\/src\/(pages\/|cli\/(run|terminal|tools|recording|serve|text-of|options\/(environment|files|inputs|parse-exactly))\b)/
/** Modules that every command needs first. */
const BASE =
  /^\0|\/node_modules\/commander\/|\/src\/cli\/(cli-error|exit-code|node|version|terminal\/plain-text|options\/(collect|determinism|limits|limit-flags|port|quantity|words))\b/

export async function bundleCli() {
  const { rolldown } = await import('rolldown')
  const packages = new Set()
  const built = await rolldown({
    input: { main: join(sourceDir, 'cli', 'main.ts') },
    platform: 'node',
    external: (id) => id.startsWith('node:') && id !== 'node:child_process',
    // The package declares its modules free of side effects; these have some.
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

/**
 * Bundles the playground's page, in one version with a server, and in another one with the engine
 * in the page.
 */
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
    // A page has no Node modules: an unresolved import is an error.
    onLog: (level, log, report) => report(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
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

/** Replaces the client of the server by the engine in the page. */
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

/**
 * Loads `node:child_process` on demand: the argument parser can start programs, which is not used
 * here.
 */
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

/** The licences of the bundled packages. */
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
