// The package's entry points. package.json is their only list: other lists are derived from it
// here, or compared with it by scripts/rules/entry-points.mjs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/**
 * Returns the entries: `name` (`monty-node/ai`), `slug` (`ai`; `''` for the main one), source and
 * types.
 */
export function entryPoints(text = readFileSync(join(root, 'package.json'), 'utf8')) {
  const { name, exports } = JSON.parse(text)
  return Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath, { require }]) => ({
      name: name + subpath.slice(1),
      slug: subpath.slice(2),
      types: require.types,
      source: require.types.replace('./dist/cjs/', 'src/').replace(/\.d\.ts$/, '.ts'),
    }))
}
