// Cuts the package's body into parts, as reading code is most of what loading it takes. The body
// itself has the public classes; a part is a file that is read when one of its modules is first
// used.
//
// A part is a function that the body calls, rather than a module that requires the body: where the
// cache of modules was cleared meanwhile, as by Jest's `resetModules()`, it would get another body,
// with other classes.
import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { root } from '../lib/paths.mjs'

const sourceDir = join(root, 'src')
/** The name of the file that has what is always loaded. */
export const BODY = 'body'

/** Modules that others use while they are evaluated, or that must see Node's own timers. */
const ALWAYS =
  /^(core\/(binaries\/.*|location|node|option-checks|timers|contract\/host-call)|runtime\/model\/shown-json)\.ts/

/** The parts, and which modules are in them: the first that fits. */
const PARTS = {
  later: /^(hints|core\/type-check|host\/stubs|runtime\/(service|recording|library))\//,
  webassembly: /^core\/wasm\/(?!chosen|module-file)/,
  isolation: /^isolation\//,
  runtime: /^runtime\//,
  schema: /^host\/(schema\/|tool-schema|standard-schema|signature)/,
  engine: /^(core|monty|host)\//,
}

/** Modules that only list what others export. */
const LIST = /^(index|internals|wasm|(core|host|runtime|monty)\/(.+\/)?index)\.ts$/
/** Lists of what only the adapters use: nothing of it has to be there at once. */
const INTERNAL = /^internals\.ts$/

/** Suffix of modules that stand in for one of functions. */
const STAND_IN = '?stand-in'

/** A plugin and groups of chunks, for one run of the bundler. */
export function inParts() {
  const classes = new Set()
  return {
    plugin: {
      name: 'in-parts',
      resolveId(id, importer) {
        if (importer === undefined || !id.startsWith('.') || !LIST.test(placeOf(importer))) return
        const path = resolve(dirname(importer), id).replace(/\.js$/, '.ts')
        if (LIST.test(placeOf(path)) || ALWAYS.test(placeOf(path))) return
        if (functionsOf(path) !== undefined) return `${path}${STAND_IN}`
        if (!INTERNAL.test(placeOf(importer))) classes.add(path)
      },
      load(id) {
        if (!id.endsWith(STAND_IN)) return
        const path = id.slice(0, -STAND_IN.length)
        return { code: standInFor(path), moduleType: 'js' }
      },
    },
    groups: [
      {
        name: BODY,
        test: (id) => classes.has(id) || id.endsWith(STAND_IN) || ALWAYS.test(placeOf(id)),
      },
      ...Object.entries(PARTS).map(([name, test]) => ({
        name,
        test: (id) => test.test(placeOf(id)),
      })),
    ].map((group, place, { length }) => Object.assign(group, { priority: length - place })),
  }
}

const placeOf = (id) =>
  id.startsWith(sourceDir) ? id.slice(sourceDir.length + 1).replaceAll('\\', '/') : ''

/** The names of a module's functions, if it exports nothing else. */
function functionsOf(path) {
  const text = readFileSync(path, 'utf8')
  const values = [...text.matchAll(/^export (?!type\b|interface\b)(?:async )?(.+?)\b([\w$]*)/gm)]
  if (values.some(([, kind]) => kind !== 'function')) return undefined
  return [
    ...new Set(
      [...text.matchAll(/^export (?:async )?function ([\w$]+)/gm)].map(([, name]) => name),
    ),
  ]
}

/** A module whose functions call those of another, which may be in a part. */
function standInFor(path) {
  const lines = functionsOf(path).map(
    (name) => `import { ${name} as its_${name} } from ${JSON.stringify(path)}
export function ${name}(...args) { return its_${name}(...args) }`,
  )
  return lines.join('\n')
}

const IMPORT = /^(?:const (require_[\w$]+) = )?require\("(?:\.\.?\/)+([^"]+)\.js"\);\n/gm
/** How the bundler exports a value: as a property that asks for it each time. */
const GETTER =
  /^Object\.defineProperty\(exports, "([\w$]+)", \{\s+enumerable: true,\s+get: function\(\) \{\s+return ([\w$.]+);\s+\}\s+\}\);$/gm

/** Has a file of the body load parts when it uses them; makes a part of a part's file. */
export function withParts(fileName, code) {
  const name = fileName.replace(/\.js$/, '')
  const up = '../'.repeat(name.split('/').length - 1) || './'
  const body = name in PARTS ? 'require_body' : `require("${up}${BODY}.js")`
  const text = code.replaceAll(GETTER, 'exports.$1 = $2;').replaceAll(IMPORT, (line, as, file) => {
    const imported = basename(file)
    if (imported in PARTS) {
      const parts = name === BODY ? 'parts' : `${body}.parts`
      return as === undefined ? '' : `const ${as} = ${parts}.${imported};\n`
    }
    return name in PARTS && as === body ? '' : line
  })
  if (name === BODY) return HEAD + text
  // V8 compiles a function in parentheses at once, rather than twice.
  return name in PARTS ? `module.exports = (function(require_body, exports) {\n${text}});\n` : text
}

/**
 * A part is an object that gets its properties when one of them is first asked for; from then on it
 * is a plain one. It is plain before it gets them, as V8 keeps what inherits from a proxy as a slow
 * dictionary; and no longer when there was no stack left for that, so that the next use tries again.
 */
const HEAD = `const parts = {
${Object.keys(PARTS)
  .map((name) => `\t${name}: part(() => require("./${name}.js"))`)
  .join(',\n')}
};
exports.parts = parts;
function part(load) {
	const unread = new Proxy({}, {
		get(_, name) {
			const define = load();
			Object.setPrototypeOf(own, Object.prototype);
			try {
				define(exports, own);
			} catch (error) {
				Object.setPrototypeOf(own, unread);
				throw error;
			}
			return own[name];
		}
	});
	const own = Object.create(unread);
	return own;
}
`
