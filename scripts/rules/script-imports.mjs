import { posix } from 'node:path'

const imported = /^(?:import|export) .*?from '(\.[^']+)'|^import '(\.[^']+)'|\} from '(\.[^']+)'/

/**
 * Imports of scripts name files that exist, or built ones in `dist/` and `npm/`. Types are not checked there, and scripts
 * of a release seldom run.
 */
export function scriptImports(files) {
  const paths = new Set(files.map(({ path }) => path))
  return files
    .filter(({ path }) => path.endsWith('.mjs') && !path.startsWith('src/'))
    .flatMap(({ path, text }) =>
      headOf(text).flatMap((line, at) => {
        const found = imported.exec(line)
        const to = found?.slice(1).find((part) => part !== undefined)
        if (to === undefined) return []
        const target = posix.join(posix.dirname(path), to)
        if (paths.has(target) || /^(dist|npm)\//.test(target)) return []
        return [{ path, line: at + 1, message: `there is no ${target}` }]
      }),
    )
}

/** The lines before the first statement that is no import: later ones may be texts of other files. */
function headOf(text) {
  const lines = text.split('\n')
  const end = lines.findIndex((line) =>
    /^(export )?(const|let|async|function|class) |^await /.test(line),
  )
  return end === -1 ? lines : lines.slice(0, end)
}
