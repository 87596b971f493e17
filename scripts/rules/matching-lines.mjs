/** One finding for each line that matches a pattern; comment lines count only with `inComments`. */
export function matchingLines({ path, text }, pattern, message, { inComments = false } = {}) {
  return text.split('\n').flatMap((line, index) => {
    const isComment = /^\s*(\/\/|\*|#(?!\[))/.test(line)
    return pattern.test(line) && (inComments || !isComment)
      ? [{ path, line: index + 1, message }]
      : []
  })
}
