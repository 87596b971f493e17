import { internals } from '../build/bundle.mjs'
import { entryPoints } from '../lib/entry-points.mjs'

/** Compares the lists of tools that cannot derive the entry points with package.json. */
export function entryPointsListed(files) {
  const text = (path) => files.find((file) => file.path === path)?.text ?? '{}'
  const entries = entryPoints(text('package.json'))
  const sources = entries.map(({ source }) => source)
  const { paths } = JSON.parse(text('tsconfig.json')).compilerOptions
  return [
    ...differences('tsconfig.json', 'compilerOptions.paths', Object.keys(paths), names(entries)),
    ...differences(
      'typedoc.json',
      'entryPoints',
      JSON.parse(text('typedoc.json')).entryPoints,
      sources,
    ),
    ...differences('knip.json', 'entry', ofSource(JSON.parse(text('knip.json')).entry), [
      ...sources,
      // Its exports are also used by generated code.
      `src/${internals}.ts`,
      // Programs that are not imported.
      'src/cli/main.ts',
      'src/play/app.ts',
      // The bundler for browsers substitutes these modules.
      'src/web/{node,process,module-file,thread,bytes,path}.ts',
      'src/cli/play/in-page.ts',
    ]),
  ]
}

const names = (entries) => entries.map(({ name }) => name)
const ofSource = (list) => list.filter((path) => path.startsWith('src/'))

function differences(path, what, listed, wanted) {
  const missing = wanted.filter((one) => !listed.includes(one))
  const superfluous = listed.filter((one) => !wanted.includes(one))
  return [
    ...missing.map((one) => ({ path, message: `${what} lacks ${one}, an entry of package.json` })),
    ...superfluous.map((one) => ({
      path,
      message: `${what} lists ${one}, which is no entry of package.json`,
    })),
  ]
}
