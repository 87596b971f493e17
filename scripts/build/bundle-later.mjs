// Puts functions of src/later.ts into a separate file, which is loaded when one of them is called.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { root } from '../lib/paths.mjs'

/** The name of the entry, in src and in dist. */
export const later = 'later'

const sourceDir = join(root, 'src')
const file = `./${later}.js`

/** Suffix of the modules that forward calls to the separate file. */
const FORWARDED = '?later'

/**
 * The modules of the separate file: whole folders that no other module depends on, with exceptions.
 */
const MODULES =
  /\/src\/(later|hints\/(?!closest|advice)[^/]+|core\/type-check\/[^/]+|runtime\/service\/[^/]+|host\/stubs\/[^/]+)\.ts$/

/** Whether a module belongs to the separate file. */
export const isLater = (id) => MODULES.test(id)

/**
 * Replaces each function imported from these modules by one that loads the file and calls the
 * original.
 */
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

/** The names that src/later.ts exports from a module. */
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
