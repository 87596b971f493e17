import { matchingLines } from './matching-lines.mjs'

const exported = ['setTimeout', 'clearTimeout', 'setImmediate']
/** Members that src/core/timers.ts exports under other names, or that are not needed. */
const elsewhere =
  /\bperformance\.|\bDate\.now\b|\bnew Date\(\)|\bprocess\.(hrtime|nextTick|uptime)\b|\bnode:timers\b|\bAbortSignal\.timeout\b|(?<![.\w])(setInterval|clearInterval|clearImmediate|queueMicrotask)\b|\bglobalThis\.(set|clear|queue)[A-Z]/
const importsOf = /^import \{([^}]*)\} from '[^']*\/timers\.js'/gm

/**
 * Timers and clocks must come from src/core/timers.ts: at call time the globals may be fake ones.
 */
export function timersCaptured(files) {
  const message = 'timers and clocks come from src/core/timers.ts'
  return (
    files
      .filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts'))
      .filter(({ path }) => path !== 'src/core/timers.ts')
      // Separate programs, in which no fake timers are installed.
      .filter(({ path }) => !/^src\/(cli|play|web)\/|\/thread-source\.ts$/.test(path))
      .flatMap((file) => {
        const imported = [...file.text.matchAll(importsOf)].flatMap(([, names]) => names.split(','))
        const had = new Set(imported.map((name) => name.trim()))
        const missing = exported.filter((name) => !had.has(name))
        const used = missing.map((name) => `(?<![.\\w#'])${name}\\(`)
        return matchingLines(file, new RegExp([elsewhere.source, ...used].join('|')), message)
      })
  )
}
