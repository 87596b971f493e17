import { matchingLines } from './matching-lines.mjs'

const exported = ['setTimeout', 'clearTimeout', 'setImmediate']
/** What src/core/timers.ts has other names for, or nobody needs. */
const elsewhere =
  /\bperformance\.|\bDate\.now\b|\bnew Date\(\)|\bprocess\.(hrtime|nextTick|uptime)\b|\bnode:timers\b|\bAbortSignal\.timeout\b|(?<![.\w])(setInterval|clearInterval|clearImmediate|queueMicrotask)\b|\bglobalThis\.(set|clear|queue)[A-Z]/
const importsOf = /^import \{([^}]*)\} from '[^']*\/timers\.js'/gm

/** Timers and clocks are those of src/core/timers.ts: at call time the globals may be fake ones. */
export function timersCaptured(files) {
  const message = 'timers and clocks come from src/core/timers.ts'
  return (
    files
      .filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts'))
      .filter(({ path }) => path !== 'src/core/timers.ts')
      // Programs of their own, in which nobody installs fake timers.
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
