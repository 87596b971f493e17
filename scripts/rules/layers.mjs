import { posix } from 'node:path'

/**
 * The layers that each folder under `src/` may import besides itself. Type imports and `import()`
 * count, as they are dependencies too.
 */
const layers = {
  core: [],
  hints: ['core'],
  host: ['core', 'hints'],
  isolation: ['core'],
  monty: ['core', 'hints', 'host', 'isolation'],
  runtime: ['core', 'hints', 'host', 'isolation', 'monty'],
  compat: ['core', 'hints', 'host', 'isolation', 'monty'],
  adapters: ['core', 'hints', 'host', 'isolation', 'monty', 'runtime', 'internals.ts'],
  pages: ['core', 'hints', 'host', 'isolation', 'monty', 'runtime'],
  // The command line is a program over the library, which does not depend on it.
  // Runs in a browser, and displays texts like the pages.
  play: ['pages'],
  // A playground without a server has the library and the engine in its page.
  cli: ['pages', 'play', 'index.ts', 'internals.ts', 'wasm.ts'],
  'index.ts': ['core', 'host', 'isolation', 'monty', 'runtime'],
  'wasm.ts': ['core', 'index.ts'],
  'internals.ts': ['core', 'host', 'isolation', 'monty', 'runtime'],
}

/** Inherent recursions: the files of each set may import each other, but no others. */
const recursions = [
  // A value is encoded by its class, and the parts of a class as values.
  ['src/core/wire/encode.ts', 'src/core/wire/encode-py.ts'],
  // Resuming a paused run yields other pauses.
  [
    'src/monty/paused/paused-run.ts',
    'src/monty/paused/progress.ts',
    'src/monty/paused/snapshots.ts',
  ],
]

/** Layers import downwards only, and there are no import cycles. */
export function layersHold(files) {
  const sources = new Map(
    files
      .filter(({ path }) => path.startsWith('src/') && /\.[cm]?ts$/.test(path))
      .map((file) => [file.path, importsOf(file)]),
  )
  return [...forbidden(sources), ...circles(sources, 'typescript')]
}

/** The modules of the engine crate have no import cycles. */
export function engineModulesHold(files) {
  const folder = 'crates/monty-engine/src/'
  const rust = files.filter(({ path }) => path.startsWith(folder) && path.endsWith('.rs'))
  const paths = new Set(rust.map(({ path }) => path))
  const sources = new Map(rust.map((file) => [file.path, rustImportsOf(file, folder, paths)]))
  return circles(sources, 'rust')
}

function* forbidden(sources) {
  for (const [path, imports] of sources) {
    const from = layerOf(path)
    for (const { target, line } of imports) {
      const to = layerOf(target)
      if (to === from || layers[from] === undefined) continue
      if (layers[from].includes(to)) continue
      yield { path, line, message: `${from} may not import ${to} (${target})` }
    }
  }
}

const layerOf = (path) => path.split('/')[1]

const importLine =
  /^\s*(?:import|export)\b[^'"]*?from\s*['"](\.[^'"]+)['"]|^\s*import\s*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/gm

function importsOf({ path, text }) {
  return [...text.matchAll(importLine)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3]
    const target = posix.join(posix.dirname(path), specifier).replace(/\.([cm]?)js$/, '.$1ts')
    const line = text.slice(0, match.index + match[0].length).split('\n').length
    return { target: target.replace(/binding\.cts$/, 'binding.d.cts'), line }
  })
}

const useLine = /\b(?:crate|super)(?:::(?:\w+|\{[^;]*\}))+/gs

/** The modules of the crate that a file uses by `crate::` or `super::`, outside of its tests. */
function rustImportsOf({ path, text }, folder, paths) {
  const code = text.split('#[cfg(test)]')[0]
  const found = []
  for (const match of code.matchAll(useLine)) {
    const isLine = code.slice(code.lastIndexOf('\n', match.index) + 1, match.index).includes('//')
    if (isLine) continue
    const line = code.slice(0, match.index).split('\n').length
    const [base, ...rest] = match[0].split('::')
    const start = base === 'crate' ? [] : moduleOf(path, folder).slice(0, -1)
    for (const tail of expand(rest.join('::'))) {
      const target = fileOf([...start, ...tail], folder, paths)
      if (target !== undefined && target !== path) found.push({ target, line })
    }
  }
  return found
}

function moduleOf(path, folder) {
  const parts = path.slice(folder.length, -'.rs'.length).split('/')
  return parts.at(-1) === 'mod' ? parts.slice(0, -1) : parts
}

/** Expands `a::{b, c::d}` to its paths. */
function expand(text) {
  const brace = text.indexOf('{')
  if (brace < 0) return [text.split('::').filter(Boolean)]
  const head = text.slice(0, brace).split('::').filter(Boolean)
  const inside = text.slice(brace + 1, text.lastIndexOf('}'))
  return splitTop(inside).flatMap((part) => expand(part.trim()).map((tail) => head.concat(tail)))
}

function splitTop(text) {
  const parts = ['']
  let depth = 0
  for (const char of text) {
    if (char === '{') depth++
    if (char === '}') depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.filter((part) => part.trim() !== '')
}

/** The file of the longest prefix of a path that is a module. */
function fileOf(parts, folder, paths) {
  for (let length = parts.length; length > 0; length--) {
    const file = `${folder}${parts.slice(0, length).join('/')}`
    if (paths.has(`${file}.rs`)) return `${file}.rs`
    if (paths.has(`${file}/mod.rs`)) return length === parts.length ? undefined : `${file}/mod.rs`
  }
  return undefined
}

function* circles(sources, language) {
  for (const circle of stronglyConnected(sources)) {
    if (recursions.some((allowed) => circle.every((path) => allowed.includes(path)))) continue
    const [path] = circle.toSorted()
    const names = circle.toSorted().join(', ')
    yield { path, message: `${circle.length} ${language} files import each other: ${names}` }
  }
}

/** Sets of more than one file that all reach each other, by Tarjan's algorithm. */
function stronglyConnected(sources) {
  const state = new Map()
  const stack = []
  const found = []
  let counter = 0
  const visit = (path) => {
    const own = { index: counter, low: counter, onStack: true }
    counter++
    state.set(path, own)
    stack.push(path)
    for (const { target } of sources.get(path) ?? []) {
      if (!sources.has(target)) continue
      const other = state.get(target)
      if (other === undefined) own.low = Math.min(own.low, visit(target).low)
      else if (other.onStack) own.low = Math.min(own.low, other.index)
    }
    if (own.low === own.index) {
      const circle = stack.splice(stack.indexOf(path))
      for (const member of circle) state.get(member).onStack = false
      if (circle.length > 1) found.push(circle)
    }
    return own
  }
  for (const path of sources.keys()) if (!state.has(path)) visit(path)
  return found
}
