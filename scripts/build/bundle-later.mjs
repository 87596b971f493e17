// A part of the package's body that is a file of its own, loaded when one of its functions is called: src/later.ts.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { root } from '../lib/paths.mjs'

/** The entry's name, in src and in dist. */
export const later = 'later'

const sourceDir = join(root, 'src')
const file = `./${later}.js`

/** What imports are led to that reach for a function of it. */
const FORWARDED = '?later'

/** The modules that it is made of, by the folders that nothing else needs anything of; but for those named here. */
const MODULES =
  /\/src\/(later|hints\/(?!closest|advice)[^/]+|core\/type-check\/[^/]+|runtime\/service\/[^/]+|host\/stubs\/[^/]+)\.ts$/

/** Whether a module is in it. */
export const isLater = (id) => MODULES.test(id)

/** Puts a function in the place of each that is imported from there, which loads the file and calls the true one. */
export const loadedLater = {
  name: 'loaded-later',
  resolveId(id, importer) {
    if (id === file) return { id, external: true }
    if (importer === undefined || !id.startsWith('.') || isLater(importer)) return undefined
    const path = resolve(dirname(importer), id).replace(/\.js$/, '.ts')
    return isLater(path) ? `${path}${FORWARDED}` : undefined
  },
  load(id) {
    if (!id.endsWith(FORWARDED)) return undefined
    const names = exportsOf(id.slice(0, -FORWARDED.length))
    const functions = names.map(
      (name) => `export function ${name}(...args) { return require('${file}').${name}(...args) }\n`,
    )
    return { code: functions.join(''), moduleType: 'js' }
  },
}

/** The names that src/later.ts exports of a module. */
function exportsOf(path) {
  const text = readFileSync(join(sourceDir, `${later}.ts`), 'utf8')
  for (const [, names, from] of text.matchAll(/export \{([^}]+)\} from '([^']+)'/g)) {
    if (resolve(sourceDir, from).replace(/\.js$/, '.ts') !== path) continue
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
  }
  throw new Error(`${path} is imported, but src/${later}.ts exports nothing of it`)
}
