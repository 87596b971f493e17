const hardLimit = 600
const limits = [
  { pattern: /\.rs$/, lines: 300 },
  { pattern: /\.(m?ts|mjs)$/, lines: 250 },
]
const valueConversion = /\/(value|wire)s?(\/|\.)/
const generated = /\.d\.cts$/

/** Exceeding the limit of a file type is a warning, exceeding 600 lines an error. */
export function fileSizes(files) {
  return files
    .filter(({ path }) => !generated.test(path))
    .flatMap(({ path, text }) => {
      const limit = limits.find(({ pattern }) => pattern.test(path))
      if (!limit) return []
      const lines = text.split('\n').length - 1
      const allowed = valueConversion.test(path) ? hardLimit : limit.lines
      if (lines <= allowed) return []
      return [{ path, message: `${lines} lines, ${allowed} at most`, warning: lines <= hardLimit }]
    })
}
